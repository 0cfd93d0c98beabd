import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { laneStatements, partsOf } from '../../store/merge/lane.ts';
import { unmergeStatements } from '../../store/merge/persons.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';

const input = z.strictObject({ person: z.string().min(1) });
type Input = z.output<typeof input>;

export interface Unmerged {
  readonly kept: string;
  readonly back: string;
  /** Something has connected the two since: they still wait for each other, but are two. */
  readonly oneLane: boolean;
}

const LAST = `(select * from merge where (person_id = @person or gone_id = @person) and undone_at is null
  order by at desc, id desc limit 1)`;

/**
 * Undoes the last merge of a person: the two are two again, each row as it was unless it was written since; rows written
 * since stay with the one who stayed, messages with their number. Throws MERGE_NONE, and
 * MERGE_REFUSED while she is being erased.
 */
export const personUnmerge: Operation<Input, Unmerged> = {
  name: 'person.unmerge',
  input,
  reads: {
    last: ask(`select m.* from ${LAST} m`),
    erasing: ask(`select 1 from ${LAST} m join person p on p.id = m.person_id where p.blocked_at is not null`),
    persons: ask(
      `select p.id from ${LAST} m join person k on k.id = m.person_id join person p on p.lane_id = k.lane_id`,
    ),
    addresses: ask(
      `select a.id from ${LAST} m join person k on k.id = m.person_id join address a on a.lane_id = k.lane_id`,
    ),
    links: ask(`select l.person_id, l.address_id from ${LAST} m join person k on k.id = m.person_id
      join person p on p.lane_id = k.lane_id join person_address l on l.person_id = p.id`),
    // As they will be: moved back, and put back.
    moved:
      ask(`select json_extract(r.row_key, '$[1]') as address_id from ${LAST} m join merge_row r on r.merge_id = m.id
      where r.table_name = 'person_address' and r.what = 'moved'`),
    dropped:
      ask(`select json_extract(r.before, '$.person_id') as person_id, json_extract(r.before, '$.address_id') as address_id
      from ${LAST} m join merge_row r on r.merge_id = m.id where r.table_name = 'person_address' and r.what = 'dropped'`),
    // What stood in the lane that went.
    theirs: ask(`select json_extract(r.row_key, '$[0]') as id from ${LAST} m join merge_row r on r.merge_id = m.id
      where r.table_name in ('person', 'address') and r.what = 'moved' and r.column_name = 'lane_id'`),
  },
  decide(loaded, { person }, { now }) {
    const last = loaded['last']?.[0];
    if (!last) throw new RecadoError('MERGE_NONE', { who: person });
    // Whom she asked us to forget must not come back out of what was put away.
    if (loaded['erasing']?.[0]) throw new RecadoError('MERGE_REFUSED');
    const [kept, gone, merge, wasLane] = ['person_id', 'gone_id', 'id', 'was_lane'].map((name) =>
      String(last[name]),
    ) as [string, string, string, string];
    const theirs = wasLane === 'null' ? undefined : apart(loaded, kept, gone);
    return {
      rows: [],
      statements: [
        ...unmergeStatements({ merge, kept, gone, now }, theirs !== undefined),
        ...(theirs ? laneStatements(wasLane, theirs) : []),
      ],
      output: { kept, back: gone, oneLane: wasLane !== 'null' && theirs === undefined },
    };
  },
};

function ask(sqlite: string): (input: Input) => Query {
  return ({ person }) => ({ sql: { sqlite }, params: { person } });
}

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

/** All that goes back to the lane that was theirs; undefined where something now connects it with the other. */
function apart(loaded: Loaded, kept: string, gone: string): ReadonlySet<string> | undefined {
  const ids = (name: string, column = 'id') => (loaded[name] ?? []).map((row) => String(row[column]));
  const moved = new Set(ids('moved', 'address_id'));
  const links = (loaded['links'] ?? []).map((row) => {
    const address = String(row['address_id']);
    const hers = row['person_id'] === kept && moved.has(address);
    return { person: hers ? gone : String(row['person_id']), address };
  });
  const again = (loaded['dropped'] ?? []).map((row) => ({
    person: String(row['person_id']),
    address: String(row['address_id']),
  }));
  const theirs = new Set([gone, ...ids('theirs')]);
  const parts = partsOf({
    persons: [...ids('persons'), gone],
    addresses: ids('addresses'),
    links: [...links, ...again],
  });
  const back = parts.filter((part) => [...part].some((id) => theirs.has(id)));
  return back.some((part) => part.has(kept)) ? undefined : new Set(back.flatMap((part) => [...part]));
}
