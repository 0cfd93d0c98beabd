import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { liveMoves } from '../../src/assemble/check-live.ts';
import { liveIssues, toldLive } from '../../src/assemble/live-told.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { speakerOf } from '../../src/assemble/tongue.ts';
import { FLOWS, House, LOCALES } from '../end-to-end/house.ts';
import { localeFiles } from '../locale/files.ts';
import { english } from '../locale/tell.ts';

const FILE = 'llera/lessons/dos-botes.yaml';
let house: House;
let flows: string;

beforeEach(async () => {
  flows = mkdtempSync(join(tmpdir(), 'recado-live-'));
  cpSync(FLOWS, flows, { recursive: true });
  edit((text) => `${text}  - ask: ¿Cómo le fue?\n    id: final\n`);
  house = await House.open({ packs: packs() });
});
afterEach(async () => {
  await house.close();
  rmSync(flows, { recursive: true, force: true });
});

const packs = () => {
  const { transcripts: _, ...read } = readAll(folders());
  return read;
};
/** Counted from 1. */
const lineOf = (words: string): number =>
  readFileSync(join(flows, FILE), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1;
const folders = () => ({ flows, locales: LOCALES });
const database = () => String(house.rows('pragma database_list')[0]!['file']);
const edit = (change: (text: string) => string) =>
  writeFileSync(join(flows, FILE), change(readFileSync(join(flows, FILE), 'utf8')));
/** Where she stands in the lesson. */
const standing = (name: string): string => {
  const [row] = house.rows(
    'select c.state from conversation c join person p on p.id = c.person_id where p.name = ?',
    name,
  );
  const { threads } = JSON.parse(String(row!['state'])) as { threads: { flow: string; machine: { value: string } }[] };
  return threads.find(({ flow }) => flow === 'llera/dos-botes')?.machine.value ?? 'over';
};

/** Three women in one lesson: two before its first question, one before its second. */
async function threeWomen() {
  const ana = await house.seat('whatsapp-cloud', '528341110001', { lesson: 'dos-botes', name: 'Ana Torres' });
  await house.seat('whatsapp-cloud', '528341110002', { lesson: 'dos-botes', name: 'Luz Peña' });
  const eva = await house.seat('whatsapp-cloud', '528341110003', { lesson: 'dos-botes', name: 'Eva Ríos' });
  eva.sends('si');
  await house.settle();
  expect([standing('Ana Torres'), standing('Eva Ríos')]).toEqual(['separa', 'maiz']);
  return { ana, eva };
}

test('words may change: nobody is concerned', async () => {
  await threeWomen();
  edit((text) => text.replace('tamales', 'gorditas'));
  expect(liveMoves(folders(), database(), false)).toEqual({ people: 3, groups: [], broken: [] });
});

test('a new question is met at the next step, and the list says by how many and what they are asked', async () => {
  const { ana } = await threeWomen();
  edit((text) => text.replace('attempts: 2', 'attempts: 3'));
  const live = liveMoves(folders(), database(), false);
  expect(live.groups.map(({ at, people, how }) => ({ at, people, how }))).toEqual([
    { at: 'separa', people: 2, how: 'moves' },
    { at: 'maiz', people: 1, how: 'moves' },
  ]);
  expect(live.groups[1]!.goes).toEqual([
    { to: 'cuaderno', elsewhere: false, asks: 'Su hijo necesita un cuaderno. ¿De qué bote sale?' },
  ]);
  expect(liveIssues(live)).toEqual([]);
  expect(JSON.stringify([live, toldLive(live, speakerOf('en', localeFiles))])).not.toMatch(/Ana|Luz|Eva/);
  expect(liveMoves(folders(), database(), true).groups[0]!.names).toEqual(['Ana', 'Luz']);

  // What was foreseen is what happens.
  await house.app.reload(packs());
  const [way] = live.groups[0]!.goes;
  ana.sends('si');
  await house.settle();
  expect(way!.asks).toContain('Doña Chela');
  expect(standing('Ana Torres')).toBe('maiz');
});

test('who would go on elsewhere, or find nothing left, is a warning at the file', async () => {
  const { eva } = await threeWomen();
  edit((text) => text.slice(0, text.indexOf('  - quiz: Su hijo')));
  const live = liveMoves(folders(), database(), false);
  const [found] = liveIssues(live);
  expect(found).toMatchObject({
    code: 'LIVE_ENDS',
    severity: 'warning',
    // The step she stands at, which is still in the file.
    place: { path: expect.stringContaining(FILE), line: lineOf('id: maiz') - 1 },
  });
  expect(english(found!.message)).toBe(
    '1 person stands at `maiz`; nothing of what followed is left, and the flow ends for them.',
  );

  await house.app.reload(packs());
  eva.sends('negocio');
  await house.settle();
  expect(standing('Eva Ríos')).toBe('over');
});

test('a step that is gone sends people to the next that is left, as it was said', async () => {
  const { eva } = await threeWomen();
  edit((text) => text.replace('id: cuaderno', 'id: escuela'));
  const live = liveMoves(folders(), database(), false);
  expect(live.groups.find(({ at }) => at === 'maiz')!.goes).toEqual([
    { to: 'final', elsewhere: true, asks: '¿Cómo le fue?' },
  ]);
  expect(liveIssues(live).map(({ code, message }) => [code, english(message)])).toEqual([
    ['LIVE_ELSEWHERE', '1 person stands at `maiz`; the step that came next is gone, and they go on at `final`.'],
  ]);
  await house.app.reload(packs());
  eva.sends('negocio');
  await house.settle();
  expect(standing('Eva Ríos')).toBe('final');
});

test('a lesson whose file is gone is ended as it was', async () => {
  await threeWomen();
  rmSync(join(flows, FILE));
  const programme = join(flows, 'llera/programme.yaml');
  writeFileSync(programme, readFileSync(programme, 'utf8').replace('dos-botes, ', ''));
  const live = liveMoves(folders(), database(), false);
  expect(new Set(liveIssues(live).map(({ code }) => code))).toEqual(new Set(['LIVE_FLOW_GONE']));
});

test('a version that can no longer be run is asked anew', async () => {
  await threeWomen();
  house.run(`update flow_version set source = 'lesson: dos-botes' where flow = 'llera/dos-botes'`);
  edit((text) => text.replace('id: maiz', 'id: masa'));
  const codes = liveIssues(liveMoves(folders(), database(), false)).map(
    ({ code, message }) => `${code} ${english(message)}`,
  );
  expect(codes).toEqual([
    'LIVE_ANEW 2 people stand at `separa` in a version that can no longer be run; they are asked there again.',
    expect.stringMatching(/^LIVE_ANEW 1 person stands at `maiz` .* they begin again at /),
  ]);
});

test('packs with errors would not be taken in, and that is said', async () => {
  await threeWomen();
  edit((text) => text.replace('correct: CASA', 'correct: NADA'));
  expect(liveMoves(folders(), database(), false)).toMatchObject({ groups: [], broken: ['llera'] });
});

test('it only reads: the database is byte for byte as before, and an older one is left to the product', async () => {
  await threeWomen();
  house.run('pragma wal_checkpoint(truncate)');
  const before = readFileSync(database());
  const at = statSync(database()).mtimeMs;
  edit((text) => text.replace('attempts: 2', 'attempts: 3'));
  liveMoves(folders(), database(), false);
  expect(readFileSync(database()).equals(before)).toBe(true);
  expect(statSync(database()).mtimeMs).toBe(at);
  house.run('delete from migration where number = (select max(number) from migration)');
  expect(() => liveMoves(folders(), database(), false)).toThrow(expect.objectContaining({ code: 'DATABASE_OLDER' }));
  expect(() => liveMoves(folders(), join(flows, 'none.db'), false)).toThrow(
    expect.objectContaining({ code: 'DATABASE_NONE' }),
  );
});
