import { expect, test } from 'vitest';
import type { Programme } from '../../src/flow/programme.ts';
import { planOf, planSheet } from '../../src/programme/business-plan/index.ts';
import type { SqlRow } from '../../src/store/port.ts';

const PROGRAMME = {
  programme: 'llera',
  plan: {
    title: 'Mi plan',
    sections: [
      { id: 'costos', title: 'Mis costos', from: { homework: 'costos' } },
      { id: 'precio', title: 'Mi precio', from: { homework: 'precio' } },
      { id: 'meta', title: 'Mi meta', from: { flow: 'meta', step: 'meta' } },
      { id: 'secreto', title: 'Aparte', from: { flow: 'meta', step: 'estatus' } },
      { id: 'falta', title: 'Lo que falta', from: { homework: 'falta' } },
    ],
  },
} as unknown as Programme;

let n = 0;
const part = (name: string, text: string | null, more: SqlRow = {}): SqlRow => ({
  name,
  state: 'accepted',
  submission: 1,
  id: `p${n++}`,
  kind: text === null ? 'photo' : 'text',
  text,
  happened_at: n,
  entered_at: n,
  inbox_seq: n,
  nth: 0,
  ...more,
});
const answer = (step: string, raw: string, more: SqlRow = {}): SqlRow => ({
  flow: 'llera/meta',
  step,
  type: 'text',
  plain: JSON.stringify(raw),
  raw,
  appends: 0,
  happened_at: 5,
  ...more,
});

const LOADED = {
  homework: [
    part('costos', '2/2 gas 20', { submission: 2 }),
    part('costos', '1/2 harina 30', { submission: 2 }),
    part('costos', null, { submission: 2 }),
    part('precio', 'a doce', { state: 'redo' }),
  ],
  answers: [
    answer('meta', 'una olla'),
    answer('meta', '2', { type: 'choice', plain: '"estufa"' }),
    answer('meta', 'grande', { appends: 1 }),
    answer('estatus', 'refugiada'),
  ],
};
const TEAM = { classes: ['public', 'team'] } as const;

test('V2: each section stands in her own words and order; what is asked for again is not counted', () => {
  const plan = planOf(PROGRAMME, LOADED, TEAM)!;
  expect(plan.sections.map(({ id, state, version, texts, files }) => [id, state, version, texts, files])).toEqual([
    ['costos', 'accepted', 2, ['1/2 harina 30', '2/2 gas 20'], ['photo']],
    ['precio', 'redo', 1, ['a doce'], []],
    ['meta', 'answered', 2, ['estufa', 'grande'], []],
    ['secreto', 'empty', 0, [], []],
    ['falta', 'empty', 0, [], []],
  ]);
  expect([plan.filled, plan.version]).toEqual([2, 5]);
});

test('a programme without one has none', () => {
  expect(planOf({ programme: 'llera' } as unknown as Programme, LOADED, TEAM)).toBeUndefined();
});

test('V2: printed, it names her, how far it has come, and every section', () => {
  const of = { name: 'Ana', programme: 'Negocio', day: '2026-03-02', language: 'es-MX' };
  const sheet = planSheet(planOf(PROGRAMME, LOADED, TEAM)!, of, (key, vars) => `${key} ${JSON.stringify(vars)}`);
  const texts = sheet.blocks.flatMap((block) => ('text' in block ? [block.text] : []));
  expect(texts).toContain('plan.made {"n":2,"of":5,"version":5,"day":"2026-03-02"}');
  expect(texts).toContain('plan.empty {}');
  expect(texts.indexOf('1/2 harina 30')).toBeLessThan(texts.indexOf('Mi precio'));
});
