import { z } from 'zod';
import { DAY, type Millis } from '../../base/clock.ts';
import type { Operation, Query } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { daysIn, daysQuery } from './days.ts';
import { beforeOf, conditionOf, RULES, type Rule } from './rules.ts';

/** Rows looked through in one commit, and rows that go in one where there is nothing to look through: some milliseconds each. */
const STRETCH = 2_000;
const MOST = 1_000;
/** Between two commits whoever talks to us goes first. */
const REST: Millis = 100;

const input = z.strictObject({
  /** Which of RULES. */
  rule: z.number().int().min(0),
  /** Looked through up to this rowid. */
  after: z.number().int().min(0),
  /** Rule → rows so far this night. */
  did: z.record(z.string(), z.number().int()),
  /** When this night began: the next is a day later. */
  night: z.number().int(),
  job: jobSchema.optional(),
});

/** One stretch of one rule; the next follows, and after the last rule a line of the audit log with the counts and the next night. */
export const retentionStep: Operation<z.output<typeof input>, null> = {
  name: 'retention.step',
  input,
  reads: {
    days: daysQuery,
    stretch: ({ rule, after }) => stretchQuery(RULES[rule], after),
  },
  decide(loaded, { rule: nth, after, did, night, job }, { now, newId }) {
    const rule = RULES[nth];
    const workspace = job?.workspace ?? 'main';
    const go = (at: Millis, place: { rule: number; after: number; did: typeof did; night: number }) =>
      jobRow({ operation: retentionStep.name, input: place, at, workspace }, { now, newId });
    const done = jobDone(job, [], now);
    if (!rule) {
      const next = Math.max(night + DAY, now + DAY / 2);
      const line = audited({ kind: 'system', id: 'retention' }, 'retention', null, did, { now, workspace });
      return { rows: [...done, line, go(next, { rule: 0, after: 0, did: {}, night: next })], output: null };
    }
    const before = beforeOf(rule, daysIn(loaded['days']), now);
    const times = JSON.parse(String(loaded['stretch']?.[0]?.['times'] ?? '[]')) as number[];
    const to = Number(loaded['stretch']?.[0]?.['last'] ?? after);
    const more = Number(loaded['stretch']?.[0]?.['more'] ?? 0) === 1;
    const old = before === null ? 0 : times.filter((at) => at <= before).length;
    const young = before === null || (rule.inOrder === true && times.length > 0 && old === 0);
    const counted = old === 0 ? did : { ...did, [rule.id]: (did[rule.id] ?? 0) + old };
    const goesOn = rule.key ? old === MOST : more && !young;
    const next = goesOn ? { rule: nth, after: rule.key ? 0 : to } : { rule: nth + 1, after: 0 };
    return {
      rows: [...done, go(now + REST, { ...next, did: counted, night })],
      statements: before === null || old === 0 ? [] : [statementOf(rule, before, after, to)],
      output: null,
    };
  },
};

/** The moments of what may go in the next stretch, where it ends, and whether anything lies behind it. */
function stretchQuery(rule: Rule | undefined, after: number): Query {
  if (!rule) return { sql: { sqlite: `select '[]' as times, 0 as last, 0 as more` }, params: {} };
  const { table, since, where, people } = rule;
  if (rule.key)
    return {
      sql: {
        sqlite: `select json_group_array(at) as times, 0 as last, 0 as more
          from (select ${since} as at from ${table} t where ${where} order by ${since} limit ${MOST})`,
      },
      params: {},
    };
  const walked = people === undefined ? table : 'person';
  const among =
    people === undefined
      ? 't.rowid in (select id from s)'
      : 't.person_id in (select id from person where rowid in (select id from s))';
  return {
    sql: {
      sqlite: `with s as (select rowid as id from ${walked} where rowid > @after order by rowid limit ${people ?? STRETCH})
        select (select json_group_array(${since}) from ${table} t where ${among} and ${where}) as times,
          (select max(id) from s) as last,
          exists (select 1 from ${walked} where rowid > (select max(id) from s)) as more`,
    },
    params: { after },
  };
}

function statementOf(rule: Rule, before: Millis, after: number, to: number): Query {
  const { table, key, empties, people } = rule;
  const does = empties ? `update ${table} as t set ${empties} = '{}'` : `delete from ${table} as t`;
  const stretch =
    people === undefined
      ? 't.rowid > @after and t.rowid <= @to'
      : 't.person_id in (select id from person where rowid > @after and rowid <= @to)';
  if (!key)
    return {
      sql: { sqlite: `${does} where ${stretch} and ${conditionOf(rule)}` },
      params: { before, after, to },
    };
  const columns = key.map((column) => `t.${column}`).join(', ');
  return {
    sql: {
      sqlite: `delete from ${table} where (${key.join(', ')}) in
        (select ${columns} from ${table} t where ${conditionOf(rule)} order by ${rule.since} limit ${MOST})`,
    },
    params: { before },
  };
}
