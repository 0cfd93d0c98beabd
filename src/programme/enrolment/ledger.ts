import type { Millis } from '../../base/clock.ts';
import { localMoment } from '../../domain/time.ts';
import type { Query, Scalar } from '../../store/port.ts';
import { insertAll } from '../insert-all.ts';

/** The rows of one list, gathered by table, so that each table is written by one statement. */
export class Ledger {
  readonly #rows = new Map<string, (readonly Scalar[])[]>();

  add(table: keyof typeof COLUMNS, ...values: readonly Scalar[]): void {
    const rows = this.#rows.get(table) ?? [];
    rows.push(values);
    this.#rows.set(table, rows);
  }

  /** In an order in which nothing names what is not there yet. */
  statements(): readonly Query[] {
    return Object.entries(COLUMNS).flatMap(([table, { columns, update, conflict = '' }]) => {
      const rows = this.#rows.get(table) ?? [];
      if (update !== undefined)
        return rows.length > 0 ? [{ sql: { sqlite: update }, params: { rows: JSON.stringify(rows) } }] : [];
      const query = insertAll(table, columns ?? [], rows, conflict);
      return query ? [query] : [];
    });
  }
}

interface Writing {
  readonly columns?: readonly string[];
  readonly update?: string;
  readonly conflict?: string;
}

const V = (n: number) => `json_extract(value, '$[${n}]')`;

/** A group is one of its cohort: who goes to another cohort leaves it. */
const groupAfter = (cohort: string, group: string) =>
  `case when ${group} is not null then ${group} when ${cohort} <> cohort_id then null else group_id end`;
const MOVERS = `(select e.person_id as id, e.programme, e.cohort_id, ${V(2)} as at from json_each(@rows)
  join enrolment e on e.person_id = ${V(0)} and e.programme = ${V(1)} where e.cohort_id is not null) m`;

const COLUMNS = {
  lane: { columns: ['id', 'workspace', 'created_at'] },
  address: {
    columns: ['id', 'workspace', 'lane_id', 'channel', 'our_number', 'raw', 'phone', 'simulated', 'created_at'],
  },
  address_key: { columns: ['channel', 'our_number', 'value', 'address_id', 'workspace'] },
  person: {
    columns: ['id', 'workspace', 'lane_id', 'name', 'language', 'profile', 'simulated', 'created_at'],
  },
  /** [id, name, language, profile]: what was missing of somebody known. What she has said herself stays. */
  known: {
    update: `update person set name = coalesce(person.name, v.name), language = coalesce(person.language, v.language),
        profile = json_patch(v.profile, person.profile)
      from (select ${V(0)} as id, ${V(1)} as name, ${V(2)} as language, ${V(3)} as profile from json_each(@rows)) v
      where person.id = v.id`,
  },
  /** [id, lane]: somebody without a phone is reached at one that is in a lane already, and all of hers comes along. */
  laned: {
    update: `update person set lane_id = v.lane
      from (select ${V(0)} as id, ${V(1)} as lane from json_each(@rows)) v where person.id = v.id`,
  },
  lanedEvents: {
    update: `update event set lane_id = v.lane
      from (select ${V(0)} as id, ${V(1)} as lane from json_each(@rows)) v where event.person_id = v.id and event.state = 0`,
  },
  person_address: {
    columns: ['person_id', 'address_id', 'workspace', 'since'],
    conflict: 'on conflict do nothing',
  },
  enrolment: {
    columns: ['person_id', 'programme', 'workspace', 'cohort_id', 'group_id', 'state', 'since'],
    conflict: `on conflict (person_id, programme) do update set state = excluded.state, since = excluded.since, reason = null,
      cohort_id = coalesce(excluded.cohort_id, cohort_id), group_id = ${groupAfter('excluded.cohort_id', 'excluded.group_id')}`,
  },
  /** [person, programme, cohort, group]: where she stands from now on; null leaves it. */
  moved: {
    update: `update enrolment set cohort_id = coalesce(v.cohort, cohort_id), group_id = ${groupAfter('v.cohort', 'v.grp')}
      from (select ${V(0)} as id, ${V(1)} as programme, ${V(2)} as cohort, ${V(3)} as grp from json_each(@rows)) v
      where enrolment.person_id = v.id and enrolment.programme = v.programme`,
  },
  roster: {
    columns: ['cohort_id', 'person_id', 'workspace', 'number', 'since'],
    // Her enrolment has put her back on it (migration 0032).
    conflict: 'on conflict (cohort_id, person_id) do nothing',
  },
  /**
   * [person, programme, now], three times: she stands on the roster of the cohort that her enrolment names and on no other.
   * Where she comes back to, what was held meanwhile did not expect her; where she leaves, nothing will.
   */
  away: {
    update: `insert or ignore into roster_gap (cohort_id, person_id, workspace, from_at, to_at)
      select r.cohort_id, r.person_id, r.workspace, r.until, ${V(2)} from json_each(@rows)
        join enrolment e on e.person_id = ${V(0)} and e.programme = ${V(1)}
        join roster r on r.cohort_id = e.cohort_id and r.person_id = e.person_id where r.until < ${V(2)}`,
  },
  back: {
    update: `update roster set until = null from ${MOVERS} where roster.cohort_id = m.cohort_id and roster.person_id = m.id
      and roster.until is not null`,
  },
  left: {
    update: `update roster set until = m.at from ${MOVERS} where roster.cohort_id <> m.cohort_id and roster.person_id = m.id
      and roster.until is null and roster.cohort_id in (select id from cohort where programme = m.programme)`,
  },
  consent: {
    columns: [
      'id',
      'workspace',
      'person_id',
      'programme',
      'purpose',
      'wording',
      'channel',
      'given',
      'happened_at',
      'entered_at',
      'by_kind',
      'by_id',
      'proof',
    ],
  },
  event: { columns: ['workspace', 'lane_id', 'person_id', 'name', 'payload', 'at'] },
} as const satisfies Record<string, Writing> as Record<Table, Writing>;

type Table =
  | 'lane'
  | 'address'
  | 'address_key'
  | 'person'
  | 'known'
  | 'laned'
  | 'lanedEvents'
  | 'person_address'
  | 'enrolment'
  | 'moved'
  | 'roster'
  | 'away'
  | 'back'
  | 'left'
  | 'consent'
  | 'event';

/** A day on paper as a moment: its noon, which is the same day wherever it is read. */
export const noonOf = (day: string): Millis => localMoment(day, '12:00', 'UTC');
