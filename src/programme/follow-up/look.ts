import { z } from 'zod';
import { HOUR, type Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { Operation, Query, RowWrite, SqlRow } from '../../store/port.ts';
import { insertAll } from '../insert-all.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { type Found, judge } from './judge.ts';
import { SLICE, sliceReads } from './slice.ts';

/** What an operation may be asked to do once the look is over. */
export const thenSchema = z.strictObject({
  operation: z.string().min(1),
  input: z.record(z.string(), z.json()),
});

const input = z.strictObject({
  /** The last person of the slice before. */
  after: z.string().default(''),
  /** People looked at so far. */
  seen: z.number().int().default(0),
  next: thenSchema.optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

const LOOKED = 'follow-up.looked';
/** A small programme is looked at anew for every list; a large one once an hour. */
const FRESH_FOR: Millis = HOUR;
const SMALL = 4 * SLICE;

/** When everybody was last looked at, and how many they were. */
export const lookedQuery: Query = {
  sql: { sqlite: `select value, updated_at from setting where name = '${LOOKED}'` },
  params: {},
};

/** A list may not be read off as it stands. */
export function mustLook(looked: readonly SqlRow[] | undefined, now: Millis): boolean {
  const [row] = looked ?? [];
  if (!row) return true;
  const { people } = JSON.parse(String(row['value'])) as { people: number };
  return people <= SMALL || now - Number(row['updated_at']) >= FRESH_FOR;
}

/**
 * Looks for reasons to call somebody, one slice of people in a commit, and goes on with the next as a job; at the end
 * `next` is done as a job of whoever asked. What was found before and is over goes. Rules of packs are looked at at night
 * (pack-rules.ts), since each asks its own.
 */
export const look: Operation<Input, { readonly last: string | null; readonly seen: number }> = {
  name: 'follow-up.look',
  input: input as z.ZodType<Input>,
  reads: { ...sliceReads, packs: () => packFactsQuery() },
  decide(loaded, { after, seen, next: then, workspace, job }, { now, newId }) {
    const [edge] = loaded['edge'] ?? [];
    const more = Number(edge?.['n'] ?? 0) === SLICE;
    const last = more ? String(edge!['last']) : null;
    const all = seen + Number(edge?.['n'] ?? 0);
    const found = judge(loaded, packFactsIn(loaded['packs']), now);
    const asker = { ...(job?.lane ? { lane: job.lane } : {}), ...(job?.person ? { person: job.person } : {}) };
    const later = (operation: string, given: Readonly<Record<string, Json>>): RowWrite =>
      jobRow({ ...asker, operation, input: given, at: now, workspace }, { now, newId });
    const end: RowWrite = {
      op: 'upsert',
      table: 'setting',
      key: ['name'],
      values: { name: LOOKED, value: JSON.stringify({ people: all }), updated_at: now },
    };
    const goesOn = more ? [later(look.name, { after: last!, seen: all, ...(then ? { next: then } : {}) })] : [];
    return {
      rows: [
        ...(more ? [] : [end]),
        ...(job ? goesOn : []),
        ...(!more && then ? [later(then.operation, then.input)] : []),
        ...jobDone(job, [], now),
      ],
      statements: written(found, after, last, workspace),
      output: { last, seen: all },
    };
  },
};

const COLUMNS = ['person_id', 'programme', 'rule', 'about', 'workspace', 'n', 'since'];
const CHANGED = `on conflict (person_id, programme, rule, about) do update set n = excluded.n, since = excluded.since
  where n <> excluded.n or since <> excluded.since`;

function written(found: readonly Found[], after: string, last: string | null, workspace: string): Query[] {
  const rows = found.map(({ person, programme, rule, n, since }) => [person, programme, rule, '', workspace, n, since]);
  const over: Query = {
    sql: {
      sqlite: `delete from at_risk where person_id > @after and (@last is null or person_id <= @last) and rule <> 'pack'
        and (person_id, programme, rule) not in (select json_extract(value, '$[0]'), json_extract(value, '$[1]'),
          json_extract(value, '$[2]') from json_each(@rows))`,
    },
    params: { after, last, rows: JSON.stringify(rows) },
  };
  return [over, insertAll('at_risk', COLUMNS, rows, CHANGED)].filter((query) => query !== undefined);
}
