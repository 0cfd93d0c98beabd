import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildMind } from '../../src/assemble/mind.ts';
import { readAll } from '../../src/assemble/packs.ts';
import type { BuiltFlow } from '../../src/flow/compile.ts';
import { folded } from '../../src/flow/fold.ts';
import { END, type Plan } from '../../src/flow/plan.ts';
import { flowOf } from './pack.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const { plan } = flowOf(`lesson: botes
title: Botes
steps:
  - say: Uno.
  - tag: nueva
  - ask: ¿Separa?
    id: separa
    answer: yes-no
    when:
      yes: [{ say: Bien. }, { set: { thread.puntos: 1 } }]
  - say: Son {{thread.puntos|cero}}.
    if: thread.puntos == 1
  - say: Adiós.
`) as BuiltFlow;

describe('a plan without what is only passed through', () => {
  it('keeps the steps that wait or ask a condition, under their own names', () => {
    expect(folded(plan).stops.map(({ key }) => key)).toEqual(['separa', 'separa~1?']);
  });

  it('does on the way what the steps between do, each in its own name', () => {
    const { into, of } = folded(plan);
    expect(told(into(plan.first))).toEqual(['~1 say', '~2 tag', '→ separa']);
    const asked = plan.states.find(({ key }) => key === 'separa')!;
    const yes = asked.fragment.on!.ANSWER![0]!;
    expect(told(of(asked, yes))).toEqual([
      'separa record',
      'separa/when/yes~1 say',
      'separa/when/yes~2 set',
      '→ separa~1?',
    ]);
    expect(told(into('separa~1'))).toEqual(['separa~1 say', 'separa~2 say', `→ ${END}`]);
  });

  it('stops a circle where it began', () => {
    const round = (key: string, next: string) => ({
      key,
      step: key,
      fragment: { entry: [], always: [{ to: 'next' as const }] },
      target: () => next,
    });
    const circle: Plan = { first: 'a', entries: new Map(), states: [round('a', 'b'), round('b', 'a')] };
    expect(folded(circle).into('a').target).toBe('a');
    expect(folded(circle).stops.map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

it('in the packs as shipped every step that waits is kept, and every kept step that asks a condition leads on', () => {
  const { library } = buildMind(readAll({ flows: `${top}flows`, locales: `${top}locales` }));
  let waiting = 0;
  for (const { flow } of library.sources) {
    const { plan } = library.flow(flow) as BuiltFlow;
    const stops = new Set(folded(plan).stops.map(({ key }) => key));
    for (const { key, fragment } of plan.states) {
      if (fragment.always)
        expect(fragment.always.at(-1)!.guard, key).toBeUndefined(); // nobody is ever left there
      else {
        expect(stops, key).toContain(key);
        waiting++;
      }
    }
  }
  expect(waiting).toBeGreaterThan(50);
});

const told = ({ target, does }: ReturnType<ReturnType<typeof folded>['into']>): string[] => [
  ...does.map(({ step, action }) => `${step} ${action.type}`),
  `→ ${target}`,
];
