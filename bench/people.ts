import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import type { Inbound } from '../src/domain/inbound.ts';
import type { Store } from '../src/store/port.ts';
import { built } from './built.ts';
import { freshCopy, migrations } from './learners.ts';
import { OUR_NUMBER } from './lesson.ts';

/** Monday 2 March 2026, 09:00 in Monterrey: lessons are let go at 10:00. */
export const MONDAY = Date.parse('2026-03-02T09:00:00-06:00');
export const TEN = MONDAY + 3_600_000;
const TEN_YEARS = 10 * 365 * 86_400_000;
/** Not among the many: they talk while things are done to those. */
export const TALKERS = 20;
const talkerPhone = (n: number): string => String(528_399_999_900 + n);
const FIRST = { id: 'p000000', name: 'Ana', language: 'es-MX' };
const FIRST_PHONE = '528340000000';

/** Of the many, the first is 0. */
export const phoneOfMany = (n: number): string => String(528_340_000_000 + n);

/**
 * A database with so many people in one cohort, each with her first lesson to be let go at TEN, and TALKERS more who
 * have no part in that. One is made by the product; the others are copies of her with ids, names and phones of their own.
 */
export async function manyPeople(
  path: string,
  people: number,
  packs: Packs,
  /** Stand in the middle of this lesson instead, and nothing falls due for any of them. */
  idle?: { readonly lesson: string },
): Promise<void> {
  const { store } = await openPeople(path, packs, 'main');
  const about = { channel: 'whatsapp-cloud', ourNumber: OUR_NUMBER, programme: 'llera', finished: [] };
  const seat = (person: typeof FIRST, phone: string, more: object) =>
    store.operate({ name: 'workshop.seat' }, { ...about, phone, people: [person], ...more }, at(person.id));
  await seat(FIRST, FIRST_PHONE, idle ?? {});
  for (let n = 0; n < TALKERS; n++)
    await seat({ ...FIRST, id: `talker-${n}`, name: 'Luz' }, talkerPhone(n), { lesson: 'dos-botes' });
  const db = new Sqlite(path);
  db.exec(`insert into cohort (id, programme, name, starts_on, timezone, created_at)
      values ('c', 'llera', 'todas', '2026-03-02', 'America/Monterrey', ${MONDAY});
    update enrolment set cohort_id = 'c' where person_id = '${FIRST.id}';
    insert into roster (cohort_id, person_id, number, since) values ('c', '${FIRST.id}', 1, ${MONDAY})`);
  await settle(store, MONDAY);
  if (idle) db.exec(`update timer set due_at = due_at + ${TEN_YEARS}`);
  const due = db.prepare("select due_at from timer where person_id = ? and key = 'release'").pluck().get(FIRST.id);
  if (!idle && due !== TEN) throw new Error(`Her lesson is to be let go at ${String(due)}.`);
  const asked = 'select count(*) from outbox where person_id = ? and question_id is not null';
  if (idle && db.prepare(asked).pluck().get(FIRST.id) !== 1) throw new Error('Her lesson was not opened.');
  const some = `with recursive some (i) as (select 1 union all select i + 1 from some where i + 1 < ${people}),
    named as (select i, printf('p%06d', i) as id, '+52' || (8340000000 + i) as phone from some)`;
  const her = {
    person: `person_id = '${FIRST.id}'`,
    address: `(select address_id from person_address where person_id = '${FIRST.id}')`,
  };
  db.exec(`begin;
    ${some} insert into lane (id, state, created_at) select 'l' || n.id, l.state, l.created_at
      from named n, lane l where l.id = (select lane_id from person where id = '${FIRST.id}');
    ${some} insert into address (id, lane_id, channel, our_number, raw, phone, last_inbound_at, window_at, created_at)
      select 'a' || n.id, 'l' || n.id, channel, our_number, substr(n.phone, 2), n.phone, last_inbound_at, window_at, created_at
      from named n, address a where a.id = ${her.address};
    ${some} insert into address_key (channel, our_number, value, address_id)
      select k.channel, k.our_number, 'phone:' || n.phone, 'a' || n.id
      from named n, address_key k where k.address_id = ${her.address} and k.value like 'phone:%';
    ${some} insert into person (id, lane_id, name, language, created_at)
      select id, 'l' || id, 'María ' || i, 'es-MX', ${MONDAY} from named;
    ${some} insert into person_address (person_id, address_id, since) select id, 'a' || id, ${MONDAY} from named;
    ${some} insert into enrolment (person_id, programme, cohort_id, state, since) select id, 'llera', 'c', 'active', ${MONDAY} from named;
    ${some} insert into roster (cohort_id, person_id, number, since) select 'c', id, i + 1, ${MONDAY} from named;
    ${some} insert into conversation (person_id, state, schema, rev, updated_at)
      select n.id, c.state, c.schema, 1, c.updated_at from named n, conversation c where ${her.person};
    ${some} insert into timer (id, person_id, key, request, phase, due_at, created_at)
      select 't' || n.id || t.key, n.id, t.key, t.request, t.phase, t.due_at, t.created_at
      from named n, timer t where t.${her.person} and t.state = 0;
    update outbox set state = 'delivered', provider_id = id;
    commit`);
  await store.close();
  db.pragma('wal_checkpoint(truncate)');
  db.pragma('journal_mode = delete'); // one file, to be copied
  db.close();
}

export const at = (seed: string) => ({ now: MONDAY, seed });

export async function openPeople(path: string, packs: Packs, thread: 'main' | 'worker', now = () => MONDAY) {
  const { openStore } = await built<typeof import('../src/assemble/open-store.ts')>('assemble/open-store.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  const options = { path, migrations: await migrations(), packs, thread, logLevel: 'silent' };
  return openStore({ ...options, clock: { now }, log: silentLog, onCrash: () => {} });
}

/** Everything that is due by then. Returns how many turns it took. */
export async function settle(store: Store, now: number): Promise<number> {
  let turns = 0;
  for (let n = 0, more = true; more; n++) {
    const outcome = await store.turnBatch({ arrived: [], limit: 100, now, seed: `settle/${now}/${n}` });
    ({ more } = outcome);
    turns += outcome.turns.length;
  }
  return turns;
}

/** What one of them writes, and is answered each time. */
export function saysHelp(nth: number, sentAt: number): Inbound {
  const phone = talkerPhone(nth % TALKERS);
  return {
    our: { channel: 'whatsapp-cloud', number: OUR_NUMBER },
    providerId: `wamid.talk.${nth}`,
    sender: { raw: phone, waId: phone, phone: `+${phone}` },
    sentAt,
    sentBy: 'provider',
    content: { kind: 'text', text: 'AYUDA' },
  };
}

export function copyOf(folder: string, template: string, name: string): string {
  const path = join(folder, `${name}.db`);
  freshCopy(template, path);
  return path;
}
