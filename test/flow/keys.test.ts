import { expect, it } from 'vitest';
import { branchKey } from '../../src/flow/keys.ts';
import { flowOf } from './pack.ts';

// Golden: threads of real people are stored under these keys. A change here needs a migration.
it('gives every step the key it has always had', () => {
  const flow = flowOf(`lesson: llaves
title: Llaves
steps:
  - say: Primero.
  - say: Segundo.
  - ask: ¿Ya separa?
    id: separa
    answer: yes-no-notyet
    when:
      yes:
        - say: Bien.
        - ask: ¿Desde cuándo?
          id: desde
        - say: Gracias.
      not yet: [{ say: Hoy empieza. }]
  - say: Tercero.
  - if: person.nivel == "alto"
    then:
      - say: Uno.
      - if: person.nivel == "muy alto"
        then: [{ say: Dos. }]
    else: [{ say: Tres. }]
  - choose: ¿Cuánto?
    id: cuanto
    options:
      1.5 kilos: [{ say: Kilo y medio. }]
      1/2 kilo: [{ say: Medio. }]
  - at-random:
      - { steps: [{ say: A. }] }
      - { steps: [{ say: B. }] }
  - say: Solo a veces.
    if: person.nivel == "alto"
  - set: { person.nivel: alto }
`);
  expect(flow.keys).toEqual([
    '~1',
    '~2',
    'separa',
    'separa/when/yes~1',
    'desde',
    'desde~1',
    'separa/when/not yet~1',
    'separa~1',
    'separa~2',
    'separa~2/then~1',
    'separa~2/then~2',
    'separa~2/then~2/then~1',
    'separa~2/else~1',
    'cuanto',
    'cuanto/options/1/5 kilos~1',
    'cuanto/options/1%2F2 kilo~1',
    'cuanto~1',
    'cuanto~1/1~1',
    'cuanto~1/2~1',
    'cuanto~2',
    'cuanto~3',
  ]);
  expect(flow.keys.some((key) => key.includes('.'))).toBe(false);
});

it('keeps branch names apart that differ in a sign only', () => {
  const names = ['options.1.5', 'options.1/5', 'options.1~5', 'options.1%5', 'options.1#5', 'options.1%2F5'];
  expect(new Set(names.map(branchKey)).size).toBe(names.length);
});
