import { expect, test } from 'vitest';
import { buildLibrary } from '../../src/flow/library-build.ts';
import { outcomeSaid } from '../../src/programme/outcome/said.ts';
import { keptAnswer } from '../../src/programme/survey/entered.ts';
import { meanOf, medianOf } from '../../src/programme/survey/figures.ts';
import { closes, gapFor } from '../../src/programme/survey/gap.ts';
import { FACTS, KINDS, VERBS } from './capabilities.ts';

const SURVEY = `survey: base
wave: [baseline, endline]
over: enterprises
change: [{ of: ganancia, at_least: 10 % }, { of: personas, at_least: "1" }]
steps:
  - { ask: ¿Cuánto le quedó?, id: ganancia, answer: money, min: 0, max: 90000 }
  - { ask: ¿Cuántas personas?, id: personas, answer: number }
  - { ask: ¿Lleva cuentas?, id: cuentas, answer: yes-no }
`;
const PROGRAMME = `programme: llera
title: Negocio
languages: [es-MX]
timezone: America/Monterrey
join: MITIERRA
modules: [{ title: Todo, lessons: [] }]
purposes: [{ id: despues, ask: ¿Podemos buscarla? }]
surveys:
  - { survey: base, wave: baseline, when: start }
  - { survey: base, wave: endline, when: { after: 12 months }, needs: despues }
`;

function load(survey = SURVEY, programme = PROGRAMME) {
  const { library, issues } = buildLibrary({
    files: [
      { path: 'llera/programme.yaml', text: programme },
      { path: 'llera/surveys/base.yaml', text: survey },
    ],
    mediaPaths: [],
    translations: [],
    verbs: VERBS,
    fileKinds: KINDS,
    facts: FACTS,
  });
  const errors = issues.filter(({ severity }) => severity === 'error');
  return { found: library.programmes.get('llera'), errors, flow: library.flow('llera/base') };
}

test('so long after her registration, or after the end of her lessons', () => {
  const { found, errors } = load(
    SURVEY,
    PROGRAMME.replace('when: start', 'when: { after: 1 day, from: start }').replace(
      '12 months }',
      '2 weeks, from: end }',
    ),
  );
  expect(errors).toEqual([]);
  expect(found!.surveyPlan.map(({ when }) => when)).toEqual([{ days: 1, from: 'start' }, { days: 14 }]);
});

test('a programme knows what its surveys ask, when, and from what on a number has risen', () => {
  const { found, errors } = load();
  expect(errors).toEqual([]);
  expect(found!.surveyPlan).toEqual([
    { survey: 'base', wave: 'baseline', when: 'start' },
    { survey: 'base', wave: 'endline', when: { months: 12 }, needs: 'despues' },
  ]);
  expect(found!.surveys).toMatchObject([
    {
      name: 'base',
      waves: ['baseline', 'endline'],
      over: 'enterprises',
      change: [
        { of: 'ganancia', atLeast: { share: 0.1 } },
        { of: 'personas', atLeast: { amount: 1 } },
      ],
      questions: [
        { id: 'ganancia', type: 'money', min: 0, max: 90_000 },
        { id: 'personas', type: 'number' },
        { id: 'cuentas', type: 'yes-no', options: ['yes', 'no'] },
      ],
    },
  ]);
});

test.each([
  ['a survey that is not there', 'survey: base, wave: baseline', 'survey: bas, wave: baseline', 'REF_UNKNOWN'],
  ['a wave it is not asked in', 'survey: base, wave: endline', 'survey: base, wave: followup', 'VALUE_INVALID'],
  ['a consent nobody is asked for', 'needs: despues', 'needs: otra-cosa', 'REF_UNKNOWN'],
  ['a length that is none', '12 months', 'one year', 'VALUE_INVALID'],
])('`surveys:` that names %s is found', (_, right, wrong, code) => {
  const { errors } = load(SURVEY, PROGRAMME.replace(right, wrong));
  expect(errors.map((issue) => issue.code)).toContain(code);
});

test('the wording of a question changes with its words, options and type, and with nothing else', () => {
  const wordings = (survey: string) => load(survey).found!.surveys[0]!.questions.map(({ wording }) => wording);
  const [money, people, books] = wordings(SURVEY);
  expect(wordings(SURVEY.replace('min: 0, max: 90000', 'max: 80000').replace('over: enterprises\n', ''))).toEqual([
    money,
    people,
    books,
  ]);
  const other = wordings(SURVEY.replace('¿Cuánto le quedó?', '¿Cuánto ganó?').replace('yes-no }', 'yes-no-notyet }'));
  expect(other[0]).not.toBe(money);
  expect(other[1]).toBe(people);
  expect(other[2]).not.toBe(books);
});

test('a changed wording is another version of the survey: who stands in it ends the one she began', () => {
  expect(load(SURVEY.replace('¿Cuánto le quedó?', '¿Cuánto ganó?')).flow!.version).not.toBe(load().flow!.version);
});

test('what was written on paper is kept as its question takes it', () => {
  const survey = load().found!.surveys[0]!;
  const kept = (id: string, answer: Parameters<typeof keptAnswer>[2]) => keptAnswer(survey, id, answer, 'MXN');
  expect(kept('ganancia', '350.50')).toEqual({ value: '35050', currency: 'MXN', type: 'money', missing: null });
  expect(kept('ganancia', 35_050)).toEqual(kept('ganancia', '350.50'));
  expect(kept('ganancia', 0)).toMatchObject({ value: '0', missing: null });
  expect(kept('cuentas', '2')).toMatchObject({ value: '"no"', type: 'choice' });
  expect(kept('cuentas', 'YES')).toMatchObject({ value: '"yes"' });
  expect(kept('personas', { missing: 'unknown' })).toMatchObject({ value: null, missing: 'unknown' });
  for (const [id, answer] of [
    ['ganancia', 'mucho'],
    ['ganancia', 9_000_001],
    ['ganancia', -1],
    ['ganancia', 35.5],
    ['cuentas', '3'],
    ['cuentas', '0'],
  ] as const)
    expect(() => kept(id, answer), `${id} ${answer}`).toThrow(/is no answer/);
});

test('mean and median of what was said so often', () => {
  const spread = [
    { value: 10, n: 3 },
    { value: 0, n: 1 },
    { value: 40, n: 2 },
  ];
  expect([meanOf(spread), medianOf(spread)]).toEqual([110 / 6, 10]);
  expect(
    medianOf([
      { value: 0, n: 1 },
      { value: 5, n: 1 },
    ]),
  ).toBe(2.5);
  expect([meanOf([]), medianOf([])]).toEqual([null, null]);
});

test('a paper goes into what was left open on her phone, and nowhere else', () => {
  const row = (id: string, step: string | null, missing: string | null, done: number | null, mode = 'message') => ({
    id,
    step,
    missing,
    completed_at: done,
    mode,
  });
  const done = [row('t', 'a', 'in-person', 1), row('t', 'b', null, 1)];
  expect(gapFor(done, ['a'])).toBe('t');
  expect(gapFor(done, ['b'])).toBeUndefined();
  expect(gapFor(done, ['a', 'c'])).toBeUndefined();
  expect(closes(done, 't', ['a'], ['a', 'b'])).toBe(false);
  const begun = [row('t', 'a', null, null), row('t', 'b', 'no-answer', null)];
  expect(gapFor(begun, ['b', 'c'])).toBe('t');
  expect([closes(begun, 't', ['b'], ['a', 'b', 'c']), closes(begun, 't', ['b', 'c'], ['a', 'b', 'c'])]).toEqual([
    false,
    true,
  ]);
  expect(gapFor([row('p', 'a', 'no-answer', 1, 'paper')], ['a'])).toBeUndefined();
});

test.each([
  ['Ana registró su negocio', { who: 'Ana', kind: 'registered', count: 1 }],
  ['Ana María se dio de alta', undefined],
  ['Ana María dio de alta su negocio', { who: 'Ana María', kind: 'registered', count: 1 }],
  ['Luz ya abrió su negocio. Visita', { who: 'Luz', kind: 'business-created', count: 1, evidence: 'visit' }],
  ['Luz: 2 empleos', { who: 'Luz', kind: 'job-direct', count: 2 }],
  ['Luz 1 empleo directo, documento', { who: 'Luz', kind: 'job-direct', count: 1, evidence: 'document' }],
  ['Luz un empleo indirecto', { who: 'Luz', kind: 'job-indirect', count: 1 }],
  ['Luz 3 empleos indirectos', { who: 'Luz', kind: 'job-indirect', count: 3 }],
  ['Sol trabaja por su cuenta', { who: 'Sol', kind: 'self-employed', count: 1 }],
  ['Ana 2 indirect jobs', { who: 'Ana', kind: 'job-indirect', count: 2 }],
  ['registró su negocio', undefined],
  ['Ana está contenta', undefined],
])('LOGRO %s', (text, expected) => {
  if (text.includes('se dio')) expect(outcomeSaid(text)).toMatchObject({ who: 'Ana María', kind: 'registered' });
  else expect(outcomeSaid(text)).toEqual(expected);
});

test('a question whose words are none is told by its place, and the survey is looked at all the same', () => {
  for (const ask of ['{ one: ¿Cuánto le quedó? }', '7', '[a]', 'null', '{ other: [a] }']) {
    const survey = SURVEY.replace('ask: ¿Cuánto le quedó?', `ask: ${ask}`).replace(
      'steps:\n',
      'steps:\n  - 7\n  - null\n',
    );
    const { errors } = load(survey);
    expect(errors.some(({ place }) => place.path === 'llera/surveys/base.yaml')).toBe(true);
  }
});
