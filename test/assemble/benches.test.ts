import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Benches, createBenches } from '../../src/assemble/benches.ts';
import { buildMind } from '../../src/assemble/mind.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { MIGRATIONS } from '../../src/assemble/top.ts';
import { HandClock } from '../../src/base/clock.ts';
import { readMigrations } from '../../src/files.ts';
import type { BenchAct, BenchSetup } from '../../src/server/simulator/bench/deps.ts';

const PACK = join(import.meta.dirname, '../end-to-end/flows-bench');
const locales = join(import.meta.dirname, '../../locales');
const SETUP: BenchSetup = { programme: 'taller', lesson: 'puesto', language: 'es-MX', people: 'one' };

vi.setConfig({ testTimeout: 60_000 }); // each bench is two whole products

let flows: string;
let benches: Benches;
let clock: HandClock;
let mind: ReturnType<typeof buildMind>;

beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'recado-bench-'));
  cpSync(PACK, flows, { recursive: true });
  const { transcripts: _, ...packs } = readAll({ flows, locales });
  mind = buildMind(packs);
  clock = new HandClock(0);
  const migrations = readMigrations(MIGRATIONS, 'sqlite');
  benches = createBenches({ packs, mind: () => mind, migrations, flowsFolder: flows, clock, liveMost: 2 });
});
afterEach(async () => {
  await benches.close();
  rmSync(flows, { recursive: true });
});

const say = (form: 'whatsapp' | 'sms', text: string): BenchAct => ({ kind: 'say', form, who: 0, said: { text } });
const tap = (title: string): BenchAct => ({ kind: 'say', form: 'whatsapp', who: 0, said: { tap: title } });
const act = (what: BenchAct, browser = 'a') => benches.act(browser, SETUP, 0, what);
const view = (browser = 'a') => benches.view(browser, SETUP, 0);
const said = async (form: 'whatsapp' | 'sms', browser = 'a') =>
  (await view(browser)).phones[form].bubbles.map(({ text }) => text);

/** An edit of a lesson as the running product takes it in. */
async function edit(from: string, to: string): Promise<void> {
  const file = join(flows, 'taller/lessons/puesto.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  const { transcripts: _, ...packs } = readAll({ flows, locales });
  const next = buildMind({ ...packs, old: mind.library.sources });
  const issues = next.issues.filter(({ severity }) => severity === 'error');
  if (issues.length === 0) mind = next;
  benches.edited(issues.length > 0 ? { issues } : { packs });
}

test('both phones stand in the same lesson, each at its own step, with what it cost', async () => {
  await act(tap('Sí'));
  const { phones, flow } = await view();
  expect(phones.whatsapp.at).toEqual({ flow: 'taller/puesto', key: 'dia' });
  expect(phones.sms.at).toEqual({ flow: 'taller/puesto', key: 'fijo' });
  expect(flow?.nodes.map(({ key }) => key)).toContain('dia');
  // Words within the window are free of charge up to a thousand a month.
  expect(phones.whatsapp.sum).toEqual({ messages: 2, segments: 0, cost: [{ currency: 'MXN', milli: 0 }], unpriced: 0 });
  expect(phones.sms.sum).toMatchObject({ messages: 1, cost: [{ currency: 'MXN', milli: 95_000 }] });
  expect(phones.sms.sum.segments).toBe(1);
});

test('a stage that was closed comes back to the same place', async () => {
  await act(tap('Sí'));
  await act(say('sms', '2'));
  await act({ kind: 'wait', ms: 3_600_000 });
  const before = await view();
  for (const other of ['b', 'c']) await view(other); // more live benches than are kept
  expect(await view()).toEqual(before);
});

test('an edit comes at the same place: she keeps her step, and the next words are the new ones', async () => {
  await act(tap('Sí'));
  await edit('Así es, hay clases.', 'Así es, los lunes hay clases.');
  const { edited, phones } = await view();
  expect([edited, phones.whatsapp.at?.key]).toEqual([true, 'dia']);
  await act(tap('LUNES'));
  expect((await said('whatsapp')).at(-1)).toContain('Así es, los lunes hay clases.');
});

test('a broken edit is told with its place, and the last good version goes on', async () => {
  await view();
  await edit('correct: LUNES', 'correct: JUEVES');
  const { issues, edition } = benches.news('en');
  expect(edition).toBe(1);
  expect(issues).toMatchObject([{ code: 'ANSWER_IMPOSSIBLE', place: expect.stringMatching(/puesto\.yaml:14:\d+$/) }]);
  await act(tap('No'));
  expect((await view()).phones.whatsapp.at?.key).toBe('dia');
});

test('played again on the edited file; what cannot be done any more is told', async () => {
  await act(tap('Sí'));
  await act(tap('LUNES'));
  await edit('options: [LUNES, MARTES', 'options: [DOMINGO PASADO, MARTES');
  await edit('correct: LUNES', 'correct: MARTES');
  await benches.again('a', SETUP, true);
  const { stopped, acts, phones } = await view();
  expect([acts, phones.whatsapp.at?.key]).toEqual([1, 'dia']);
  expect(stopped).toContain('LUNES');
});

test('a transcript saved after an edit is of the file as it is, and passes', async () => {
  await act(tap('Sí'));
  await edit('Qué bien. La gente', 'Muy bien. La gente');
  const { text, differences, name } = await benches.transcript('a', SETUP, 'whatsapp', 'en');
  expect([name, differences]).toEqual(['puesto.whatsapp.txt', []]);
  expect(text).toContain('> Muy bien. La gente sabe dónde encontrarla.');
  expect(await said('whatsapp')).toContainEqual(expect.stringContaining('Qué bien.')); // hers was the old one
});

test('begin again forgets, another browser and another set-up stand apart', async () => {
  await act(tap('Sí'));
  expect((await view('b')).acts).toBe(0);
  expect((await benches.view('a', { ...SETUP, people: 'shared' }, 0)).acts).toBe(0);
  await benches.again('a', SETUP, false);
  expect((await view()).acts).toBe(0);
});

test('what her phone cannot do is refused, and the bench goes on', async () => {
  await expect(act(tap('Quizás'))).rejects.toMatchObject({ code: 'SIMULATOR_INPUT_INVALID' });
  await expect(benches.view('a', { ...SETUP, programme: 'none' }, 0)).rejects.toMatchObject({
    code: 'SIMULATOR_INPUT_INVALID',
  });
  expect((await act(tap('Sí'))).acts).toBe(1);
});
