import { copyFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Received } from '../../../src/workshop/emulator/types.ts';
import { rows } from './books.ts';
import { LAWS, type Left } from './laws.ts';

/** Breaks one promise after the fact, in the database or in the books. Returns how to mend what is not in the database. */
type Mutant = (left: Left) => () => void;

const nothing = () => {};

const sql =
  (text: string): Mutant =>
  ({ town }) => {
    const db = new Database(town.database);
    db.pragma('foreign_keys = off');
    const { changes } = db.prepare(text).run();
    db.close();
    if (changes === 0) throw new Error(`nothing was changed by: ${text}`);
    return nothing;
  };

/** What the providers wrote down of what they got, to be tampered with. */
const bookOf = ({ town }: Left) => town.emulator.received as Received[];

const ANSWER = "(select id from outbox where kind = 'reply' and cause is not null order by seq desc limit 1)";

/** The provider's book says that it got this again. */
const again: Mutant = (left) => {
  const received = bookOf(left);
  const once = rows<{ id: string }>(left.town, 'select id from outbox where repeat = 0').map(({ id }) => id);
  received.push(received.find(({ outboxId = '' }) => once.includes(outboxId))!);
  return () => void received.pop();
};

/** Of each law something that breaks it, made of a round in which all held. */
const MUTANTS: Readonly<Record<keyof typeof LAWS, Mutant>> = {
  'every message that we acknowledged is here': (left) =>
    sql(`delete from inbox where provider_id = '${[...left.town.acknowledged][0]}'`)(left),
  'every message of hers is here once and was worked': sql(
    'update inbox set state = 2 where seq = (select min(seq) from inbox)',
  ),
  'each answer is there once, to the question that she answered': sql(
    "update answer set step = 'martes' where rowid = (select min(rowid) from answer where step = 'lunes')",
  ),
  'nothing that she wrote is answered twice, and nothing is left without an answer': sql(
    `update outbox set cause = (select min(cause) from outbox where kind = 'reply') where id = ${ANSWER}`,
  ),
  'each homework is handed in once, and its photo is on the disk as it was sent': sql(
    "update homework set state = 'assigned' where id = (select min(id) from homework)",
  ),
  'every reply reached the provider, and no message came from nowhere': sql(
    `update outbox set state = 'dropped' where id = ${ANSWER}`,
  ),
  'an unknown outcome is repeated at most once each time, marked, and a reminder never': again,
  'what a status had told in time was not repeated': (left) => {
    sql(`update outbox set sending_at = ${Number.MAX_SAFE_INTEGER}`)(left);
    return again(left);
  },
  'a job is done once: each is in her group, and no number of its roster is given twice': sql(
    'update roster set number = 999 where number = 1',
  ),
  'a timer fires once': (left) => {
    const received = bookOf(left);
    const like = received.find(({ to }) => to.replace('+', '') === left.learners[0]!.id)!;
    for (const outboxId of ['one', 'two']) received.push({ ...like, outboxId, text: 'Le recordamos su pregunta.' });
    return () => void received.splice(-2);
  },
  'she reads our answers in their order': sql('update outbox set seq = -seq'),
  'everybody came to the end, and read nothing out of place': ({ learners }) => {
    const { puzzled } = learners[0]!;
    puzzled.push('¿?');
    return () => void puzzled.pop();
  },
  'the file is sound': sql('delete from lane where id = (select lane_id from person limit 1)'),
};

/** Laws that do not notice what breaks them: none, or the suite proves nothing. Leaves everything as it was. */
export function blind(left: Left): string[] {
  const { database } = left.town;
  const whole = `${database}.whole`;
  copyFileSync(database, whole);
  const found = Object.entries(LAWS).filter(([law, look]) => {
    const mend = MUTANTS[law]!(left);
    const noticed = look(left).length > 0;
    mend();
    copyFileSync(whole, database);
    return !noticed;
  });
  rmSync(whole);
  return found.map(([law]) => law);
}
