import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { stages } from '../../src/assemble/stage.ts';
import { MIGRATIONS } from '../../src/assemble/top.ts';
import { localMoment } from '../../src/domain/time.ts';
import { readMigrations } from '../../src/files.ts';
import { type BenchAct, waitLine } from '../../src/workshop/bench/act.ts';
import { Bench } from '../../src/workshop/bench/bench.ts';
import { type Header, parseTranscript } from '../../src/workshop/transcript/parse.ts';
import { runTranscript } from '../../src/workshop/transcript/run.ts';

const FLOWS = join(import.meta.dirname, '../end-to-end/flows-bench');
const LOCALES = join(import.meta.dirname, '../../locales');
const { transcripts: _, ...packs } = readAll({ flows: FLOWS, locales: LOCALES });
const make = stages(packs, readMigrations(MIGRATIONS, 'sqlite'), FLOWS);
const HOUR = 3_600_000;

async function played(
  acts: readonly BenchAct[],
  changes: Partial<Header> = {},
): Promise<{ bench: Bench; text: string }> {
  const header: Header = {
    programme: 'taller',
    lesson: 'puesto',
    newcomer: false,
    form: 'whatsapp',
    provider: 'cloud',
    language: 'es-MX',
    people: ['Ana'],
    beside: [],
    at: '2026-03-02 10:00',
    zone: 'America/Monterrey',
    ...changes,
  };
  const bench = new Bench(header, await make(localMoment('2026-03-02', '10:00', header.zone)));
  await bench.begin();
  for (const act of acts) await bench.play(act);
  return { bench, text: bench.transcript('Jugado a mano') };
}

/** What `recado test` finds in it. */
async function differences(text: string) {
  const read = parseTranscript('bench', text);
  return 'mistakes' in read ? read.mistakes : runTranscript(read.transcript, make);
}

const say = (said: string, more: Partial<BenchAct & { kind: 'say' }> = {}): BenchAct => ({
  kind: 'say',
  said,
  ...more,
});
const SMS = { form: 'sms', provider: 'twilio' } as const;

/** Everything an author can do, in an order that makes some of it fall between two answers. */
const EVERYTHING = (yes: string): BenchAct[] => [
  say(yes, { fault: 'duplicate' }),
  say('ok'),
  say('lunes', { fault: 'late' }),
  say('gracias'),
  say('bueno'),
  say('un puesto de gorditas', { fault: 'undelivered' }),
  { kind: 'next' },
  { kind: 'wait', ms: 48 * HOUR },
  say('hola', { fault: 'refused' }),
  { kind: 'restart' },
  say('ayuda'),
];

test.each<[string, string, Partial<Header>]>([
  ['WhatsApp', '(button) Sí', {}],
  ['SMS', '1', SMS],
  ['two who share a WhatsApp phone', '(button) Sí', { people: ['Ana', 'Luz'] }],
  ['two who share an SMS phone', '1', { ...SMS, people: ['Ana', 'Luz'] }],
  ['two with a phone each', '(button) Sí', { beside: ['Luz'] }],
  ['a newcomer', 'TALLER', { newcomer: true, lesson: undefined as never }],
])('what was played on %s is a transcript that passes', async (_name, yes, changes) => {
  const { bench, text } = await played(
    [...EVERYTHING(yes), ...(changes.beside ? [say('hola', { who: 'Luz' })] : [])],
    changes,
  );
  await bench.stage.close();
  expect(await differences(text)).toEqual([]);
  expect(text.split('\n').length).toBeGreaterThan(30);
});

test('a duplicate has one answer', async () => {
  const { bench, text } = await played([say('(button) Sí', { fault: 'duplicate' })]);
  expect(text).toContain('< (button) Sí\n! duplicate\n> Qué bien.');
  expect(bench.bubbles().map(({ from }) => from)).toEqual(['us', 'her', 'us']);
  await bench.stage.close();
});

test('a lost answer stands on the bench and not on her phone', async () => {
  const { bench, text } = await played([say('(button) Sí', { fault: 'undelivered' })]);
  const lost = bench.bubbles().find((bubble) => bubble.lost);
  expect(lost?.text).toContain('Qué bien');
  expect(text.split('\n').filter((line) => line.startsWith('>') && line.includes('Qué bien'))).toEqual([]);
  await bench.stage.close();
});

test('until the next thing: the reminder, at a whole minute', async () => {
  const { bench, text } = await played([{ kind: 'next' }]);
  expect(text).toMatch(/\n@ 2026-03-02 13:0\d\n> .*su pregunta/);
  expect(bench.now()).toBeGreaterThanOrEqual(localMoment('2026-03-02', '13:00', 'America/Monterrey'));
  await bench.stage.close();
});

test('a list is a list, with the words of its button', async () => {
  const { bench } = await played([say('(button) No')]);
  const { choices, opens } = bench.bubbles().at(-1)!;
  expect(choices.map(({ title }) => title)).toEqual(['LUNES', 'MARTES', 'SABADO', 'DOMINGO']);
  expect(opens).toBeTruthy();
  await bench.stage.close();
});

test('what her phone cannot send is refused, and nothing of it is kept', async () => {
  const { bench, text } = await played([]);
  await expect(bench.play(say('(button) Quizás'))).rejects.toThrow();
  expect(bench.transcript('Jugado a mano')).toBe(text);
  expect(bench.bubbles()).toHaveLength(1);
  await bench.stage.close();
});

test.each([
  [HOUR, '~ 1 hour'],
  [48 * HOUR, '~ 2 days'],
  [168 * HOUR, '~ 1 week'],
  [90_000, '~ 90 seconds'],
])('%i ms are written %s', (ms, line) => expect(waitLine(ms)).toBe(line));
