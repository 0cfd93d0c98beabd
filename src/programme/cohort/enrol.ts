import type { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { type At, type Known, knownAt, personAt, placeAt } from '../reach.ts';
import { type EnrolInput, enrolInput } from './enrol-input.ts';

export interface Enrolled {
  readonly personId: string;
  /** She was not known before. */
  readonly created: boolean;
  /** Her number on the cohort's roster, hers for as long as the cohort lasts. */
  readonly number?: number;
}

/**
 * Puts a woman of a paper list into a programme, and into its cohort if one is named. Someone of that name at that phone
 * is she; another name at the same phone is another person who shares it. Consent is asked by the conversation, which
 * hears of it by the event `programme.join`. Saying it twice changes nothing. Throws COHORT_UNKNOWN.
 */
export const enrol: Operation<EnrolInput, Enrolled> = {
  name: 'enrol',
  input: enrolInput as z.ZodType<EnrolInput>,
  reads: {
    cohort: ({ workspace, programme, cohort }) => ({
      sql: {
        sqlite: 'select id from cohort where workspace = @workspace and programme = @programme and name = @cohort',
      },
      params: { workspace, programme, cohort: cohort ?? null },
    }),
    roster: ({ workspace, programme, cohort }) => ({
      sql: {
        sqlite: `select r.person_id, r.number from roster r join cohort c on c.id = r.cohort_id
          where c.workspace = @workspace and c.programme = @programme and c.name = @cohort`,
      },
      params: { workspace, programme, cohort: cohort ?? null },
    }),
    known: (given) => knownAt(given),
    enrolled: ({ workspace, phone, programme }) => ({
      sql: {
        sqlite: `select e.person_id from enrolment e join person_address pa on pa.person_id = e.person_id
          join address a on a.id = pa.address_id
          where a.workspace = @workspace and a.phone = @phone and e.programme = @programme`,
      },
      params: { workspace, phone, programme },
    }),
  },
  decide(loaded, given, at) {
    const cohort = loaded['cohort']?.[0]?.['id'];
    if (given.cohort !== undefined && cohort === undefined) {
      throw new RecadoError('COHORT_UNKNOWN', { name: given.cohort, programme: given.programme });
    }
    const known = (loaded['known'] ?? []) as unknown as readonly Known[];
    const address = placeAt(known, given, at);
    const person = personAt(known, given, address, at);
    const enrolled = (loaded['enrolled'] ?? []).some((row) => row['person_id'] === person.id);
    const seat =
      cohort === undefined ? undefined : seatOf(loaded['roster'] ?? [], person.id, String(cohort), given, at);
    return {
      rows: [
        ...address.rows,
        ...person.rows,
        ...enrolment(person.id, enrolled, address.lane, cohort, given, at),
        ...(seat?.rows ?? []),
        ...(enrolled && seat?.rows.length ? [cohortChanged(person.id, address.lane, given, at)] : []),
      ],
      output: { personId: person.id, created: person.created, ...(seat ? { number: seat.number } : {}) },
    };
  },
};

/** The stage of someone who takes part already stays; her cohort becomes this one. */
function enrolment(
  id: string,
  enrolled: boolean,
  laneId: string,
  cohort: SqlRow[string] | undefined,
  { programme, workspace }: EnrolInput,
  { now }: At,
): RowWrite[] {
  const key = { person_id: id, programme };
  const joins: RowWrite[] = [
    { op: 'insert', table: 'enrolment', values: { ...key, workspace, state: 'consenting', since: now } },
    {
      op: 'insert',
      table: 'event',
      values: {
        workspace,
        lane_id: laneId,
        person_id: id,
        name: 'programme.join',
        payload: JSON.stringify({ programme }),
        at: now,
      },
    },
  ];
  const moves: RowWrite[] = [{ op: 'update', table: 'enrolment', key, set: { cohort_id: cohort ?? null } }];
  return [...(enrolled ? [] : joins), ...(cohort === undefined ? [] : moves)];
}

/** Someone who takes part already: her conversation plans the sessions and lessons of this cohort. */
function cohortChanged(personId: string, laneId: string, { workspace }: EnrolInput, { now }: At): RowWrite {
  const news = { workspace, lane_id: laneId, person_id: personId, name: 'cohort.changed', payload: '{}', at: now };
  return { op: 'insert', table: 'event', values: news };
}

/** Numbers are given in order and never again, so that a roll called by numbers stays true. */
function seatOf(
  roster: readonly SqlRow[],
  personId: string,
  cohort: string,
  { workspace }: EnrolInput,
  { now }: At,
): { number: number; rows: RowWrite[] } {
  const seat = roster.find((row) => row['person_id'] === personId);
  if (seat) return { number: Number(seat['number']), rows: [] };
  const number = Math.max(0, ...roster.map((row) => Number(row['number']))) + 1;
  return {
    number,
    rows: [
      {
        op: 'insert',
        table: 'roster',
        values: { cohort_id: cohort, person_id: personId, workspace, number, since: now },
      },
    ],
  };
}
