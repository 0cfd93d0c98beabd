import { expect, test } from 'vitest';
import { here } from '../../../src/assemble/paper.ts';
import { rosterSheet } from '../../../src/programme/roll/sheet.ts';

const people = Array.from({ length: 30 }, (_, i) => ({ number: i + 1, name: 'María del Carmen Hernández López' }));
const sheetOf = (sessions: number) =>
  rosterSheet(
    {
      programme: 'Negocio de mi tierra',
      cohort: 'grupo-a',
      people,
      sessions: Array.from({ length: sessions }, (_, i) => ({ label: `s${i + 1}`, day: `${i + 1}/3` })),
    },
    'es-MX',
    (key) => key.replace('roll.sheet-', '').slice(0, 4),
  );

test('P4: thirty names with a box for each of the next sessions stand on one page', async () => {
  const bytes = await here()(sheetOf(12), { pictures: new Map(), at: 0 } as never);
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type \/Page\b/g),
  ).toHaveLength(1);
  const table = sheetOf(12).blocks.find((block) => block.is === 'table')!;
  expect(table.columns.map(({ title }) => title.split('\n')[0])).toEqual([
    'numb',
    'name',
    ...['s1', 's2', 's3', 's4', 's5', 's6'],
  ]);
});

test('a cohort without sessions has a place to sign', () => {
  const table = sheetOf(0).blocks.find((block) => block.is === 'table')!;
  expect(table.columns.at(-1)!.title).toBe('sign');
  expect(table.rows[0]).toEqual(['1', 'María del Carmen Hernández López', '']);
});
