import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { backUp } from '../../../src/assemble/backup.ts';
import type { EmulatedChannel } from '../../../src/workshop/emulator/types.ts';
import { plain } from '../../end-to-end/lesson.ts';
import { build, pause } from '../../end-to-end/process.ts';
import { quiet, rows } from './books.ts';
import { Town } from './town.ts';

let town: Town;

beforeAll(build, 300_000);
afterEach(async () => town?.close());

const WHATSAPP = 'whatsapp-cloud';
const SMS = 'twilio-sms';
/** Who is in the backup, by the end of her number. */
const PEOPLE = {
  erased: ['528341100001', WHATSAPP],
  erasedBySms: ['528341100002', SMS],
  saidStop: ['528341100003', SMS],
  saidBaja: ['528341100004', WHATSAPP],
  withdrew: ['528341100005', WHATSAPP],
  answers: ['528341100006', SMS],
  waits: ['528341100007', WHATSAPP],
} as const satisfies Record<string, readonly [string, EmulatedChannel]>;
type Who = keyof typeof PEOPLE;
/** Came after the backup and was erased before the end: nothing of the copy knows her. */
const CAME_AND_WENT = '528341100008';

const numberOf = (who: Who) => PEOPLE[who][0];
const phoneOf = (who: Who) => town.emulator.phone(PEOPLE[who][0], PEOPLE[who][1]);
const seen = (who: Who, words: RegExp) => phoneOf(who).inbox.filter(({ text }) => words.test(plain(text))).length;

/** Every table and column in which a number stands. */
function standsIn(number: string): string[] {
  const columns = rows<{ table: string; column: string }>(
    town,
    `select m.name as "table", c.name as "column" from sqlite_master m join pragma_table_info(m.name) c
      where m.type = 'table' and m.name not like 'sqlite_%'`,
  );
  return columns.flatMap(({ table, column }) =>
    rows(town, `select 1 from "${table}" where instr(cast("${column}" as text), '${number}') > 0 limit 1`).map(
      () => `${table}.${column}`,
    ),
  );
}

test('E: between backup and restore some were erased and some said STOP: nobody of them comes back or is written to, through kills', {
  timeout: 240_000,
}, async () => {
  town = await new Town('main').open('restored');
  town.start();
  await town.process.serving();
  const all = Object.keys(PEOPLE) as Who[];
  for (const who of all) phoneOf(who).sends('MUELLE');
  await town.until('asked', () => all.every((who) => seen(who, /saco el lunes/) === 1));
  for (const who of all) phoneOf(who).sends('11');
  await town.until('asked again', () => all.every((who) => seen(who, /saco el martes/) === 1));
  for (const who of all) phoneOf(who).sends('12');
  await town.until('in the wait', () => all.every((who) => seen(who, /En un momento seguimos/) === 1));
  const { path: backup } = await backUp({
    database: town.database,
    media: null,
    folder: join(town.folder, 'backups'),
    keep: null,
    clock: town.clock,
  });
  expect(rows(town, 'select 1 from timer where state = 0')).toHaveLength(all.length);

  // Life goes on, for hours that the copy does not have.
  await town.until('after the wait', () => all.every((who) => seen(who, /saco el jueves/) >= 1));
  phoneOf('answers').sends('13');
  await town.until('the last question', () => seen('answers', /saco el viernes/) === 1);
  const late = town.emulator.phone(CAME_AND_WENT, SMS);
  late.sends('MUELLE');
  await town.until('a newcomer', () => late.inbox.length > 0);
  phoneOf('saidStop').sends('STOP');
  phoneOf('saidBaja').sends('BAJA');
  await town.command('consent', 'withdraw', `+${numberOf('withdrew')}`, '--programme', 'muelle');
  for (const number of [numberOf('erased'), numberOf('erasedBySms'), CAME_AND_WENT])
    await town.command('person', 'erase', `+${number}`, '--why', 'lo pidió');
  const gone = () => rows(town, "select 1 from erasure where state = 'done'").length === 3;
  await town.until('erased', () => gone() && quiet(town));
  expect(rows(town, 'select 1 from address where opted_out_at is not null')).toHaveLength(2);
  await town.process.end('SIGKILL');

  // The backup is put in its place, killed in between, and put there again.
  await town.kill({ point: 'restore.placing', nth: 1 }, 'restore', backup, '--force');
  expect(existsSync(town.database)).toBe(false);
  expect(await town.command('restore', backup, '--force')).toMatch(
    / 2 [^\d]+ 2 [^\d]+ 1 [^\d]+ 0 [^\d]+ 0 [^\d]+ 0 /, // STOP, erasures, withdrawals; requests, tokens, roles
  );
  const before = town.emulator.received.length;
  const since = () => town.emulator.received.slice(before).map(({ to }) => to.replace('+', ''));
  // The first start is killed as well, in the middle of the time that it lives through.
  for (const kill of [
    { point: 'operation.committed', nth: 12 },
    { point: 'turn.writing', nth: 2 },
  ] as const) {
    town.start(kill);
    await town.process.ended;
    expect(town.book.at(-1)).toBe(`${kill.point} main`);
  }
  expect(since()).toEqual([]);
  town.start();
  await town.process.serving();

  // Who said nothing is reminded, as she would have been: so we do send. Nobody else hears of us.
  await town.until('a reminder', () => since().includes(numberOf('waits')));
  await town.until('quiet', () => quiet(town));
  await pause(3_000);
  const silent: Who[] = ['erased', 'erasedBySms', 'saidStop', 'saidBaja', 'withdrew'];
  expect(since().filter((to) => [...silent.map(numberOf), CAME_AND_WENT].includes(to))).toEqual([]);
  for (const number of [numberOf('erased'), numberOf('erasedBySms'), CAME_AND_WENT])
    expect(standsIn(number), number).toEqual([]);
  // What Twilio still lists of the others is here.
  expect(standsIn(numberOf('answers'))).toContain('inbox.inbound');
  expect(rows(town, "select plain from answer where step = 'jueves'")).toEqual([{ plain: '13' }]);
  // And it stays so at the next start, which asks Twilio for the same hour again.
  expect(await town.process.end('SIGTERM')).toBe(0);
  town.start();
  await town.process.serving();
  await pause(1_000);
  await town.until('quiet', () => quiet(town));
  expect(standsIn(numberOf('erasedBySms'))).toEqual([]);
  expect(standsIn(CAME_AND_WENT)).toEqual([]);
  // She herself may come back, as somebody new.
  const again = phoneOf('erasedBySms').inbox.length;
  phoneOf('erasedBySms').sends('MUELLE');
  await town.until('welcomed', () => phoneOf('erasedBySms').inbox.length > again);
});
