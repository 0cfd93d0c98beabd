import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { issueRows, lackRow } from './rows.ts';

/** How far a run has come. */
export interface RunState {
  readonly id: string;
  readonly programme: string;
  readonly cohort: string | null;
  readonly people: number;
  readonly looked: number;
  readonly issued: number;
  /** Of the looked at: those who had one already. */
  readonly had: number;
  readonly done: boolean;
  readonly startedAt: number;
}

/** Of `certificate_run r left join cohort c`. */
export const RUN = `select r.id, r.programme, r.cohort_id, c.name as cohort, r.people, r.looked, r.issued, r.had, r.cursor,
    r.started_at, r.done_at from certificate_run r left join cohort c on c.id = r.cohort_id`;

export const runOf = (row: SqlRow): RunState => ({
  id: String(row['id']),
  programme: String(row['programme']),
  cohort: row['cohort'] === null ? null : String(row['cohort']),
  people: Number(row['people']),
  looked: Number(row['looked']),
  issued: Number(row['issued']),
  had: Number(row['had']),
  done: row['done_at'] !== null,
  startedAt: Number(row['started_at']),
});

/** Whom a run looks at: learners who take part or have finished, of one cohort or all. @programme and @cohort. */
export const LOOKED_AT = `enrolment e join person p on p.id = e.person_id
  where e.programme = @programme and e.workspace = @workspace and e.state in ('active', 'completed')
    and p.simulated = 0 and p.blocked_at is null and p.erased_at is null and (@cohort is null or e.cohort_id = @cohort)`;

const start = z.strictObject({
  programme: z.string().min(1),
  /** Its name; absent: everybody in the programme. */
  cohort: z.string().min(1).optional(),
  by: bySchema,
  workspace: z.string().default('main'),
});
type Start = z.output<typeof start>;

/**
 * Asks for everybody of a cohort to be looked at; what works it is scheduler/paperwork.ts. One that is under way for the
 * same people, or began this very moment, is given instead of a second. Throws COHORT_UNKNOWN, CERTIFICATE_NO_RULE.
 */
export const certificateRun: Operation<Start, { readonly id: string; readonly people: number }> = {
  name: 'certificate.run',
  input: start as z.ZodType<Start>,
  reads: {
    pack: ({ programme }) => packFactsQuery(programme),
    cohort: ({ programme, cohort, workspace }) => ({
      sql: {
        sqlite: 'select id from cohort where workspace = @workspace and programme = @programme and name = @cohort',
      },
      params: { workspace, programme, cohort: cohort ?? null },
    }),
    open: ({ programme, cohort, workspace }, now) => ({
      sql: {
        sqlite: `${RUN} where (r.done_at is null or r.started_at = @now) and r.workspace = @workspace and r.programme = @programme and c.name is @cohort`,
      },
      params: { workspace, programme, cohort: cohort ?? null, now },
    }),
    people: ({ programme, cohort, workspace }) => ({
      sql: {
        sqlite: `select count(*) as n from ${LOOKED_AT.replaceAll(
          '@cohort',
          '(select id from cohort where workspace = @workspace and programme = @programme and name = @name)',
        )}`,
      },
      params: { workspace, programme, name: cohort ?? null },
    }),
  },
  decide(loaded, { programme, cohort, by: who, workspace }, { now, newId }) {
    const id = loaded['cohort']?.[0]?.['id'] ?? null;
    if (cohort !== undefined && id === null) throw new RecadoError('COHORT_UNKNOWN', { name: cohort, programme });
    if (!packFactsIn(loaded['pack'])[0]?.certificate) throw new RecadoError('CERTIFICATE_NO_RULE', { programme });
    const open = loaded['open']?.[0];
    if (open) return { rows: [], output: { id: String(open['id']), people: Number(open['people']) } };
    const run = newId();
    const people = Number(loaded['people']?.[0]?.['n'] ?? 0);
    const row: RowWrite = {
      op: 'insert',
      table: 'certificate_run',
      values: {
        id: run,
        workspace,
        programme,
        cohort_id: id,
        by_kind: who.kind,
        by_id: who.id,
        people,
        started_at: now,
      },
    };
    return { rows: [row], output: { id: run, people } };
  },
};

/** A run that is not done, as its next slice is worked. */
export interface OpenRun {
  readonly id: string;
  readonly programme: string;
  readonly cohort: string | null;
  readonly workspace: string;
  readonly cursor: string;
}

/** The oldest of them; null where there is none. */
export const openRun: Operation<Record<string, never>, OpenRun | null> = {
  name: 'certificate.run.next',
  input: z.strictObject({}) as z.ZodType<Record<string, never>>,
  reads: {
    run: () => ({
      sql: {
        sqlite: `select id, programme, cohort_id, workspace, cursor from certificate_run where done_at is null
          order by started_at, id limit 1`,
      },
      params: {},
    }),
  },
  decide({ run = [] }) {
    const [row] = run;
    if (!row) return { rows: [], output: null };
    const output = {
      id: String(row['id']),
      programme: String(row['programme']),
      cohort: row['cohort_id'] as string | null,
      workspace: String(row['workspace']),
      cursor: String(row['cursor']),
    };
    return { rows: [], output };
  },
};

const evidence = z.strictObject({ n: z.number(), of: z.number() });
const slice = z.strictObject({
  run: z.string(),
  /** Where the run stood when these were judged: judged by two at once, they count once. */
  from: z.string(),
  /** In order of their ids. */
  people: z.array(
    z.strictObject({
      id: z.string(),
      /** Parts of the rule that do not hold; none: she gets hers. */
      lacks: z.array(z.string()),
      evidence: z.strictObject({
        sessions: evidence,
        homework: evidence,
        lessons: evidence.extend({ share: z.number().nullable() }),
        minutes: z.number(),
      }),
    }),
  ),
});
type Slice = z.output<typeof slice>;

/** What a slice of people came to: certificates, what others lack, and how far the run is. An empty slice ends it. */
export const certificateSlice: Operation<Slice, RunState | null> = {
  name: 'certificate.slice',
  input: slice,
  reads: {
    run: ({ run }) => ({ sql: { sqlite: `${RUN} where r.id = @run` }, params: { run } }),
    pack: ({ run }) => {
      const { sql } = packFactsQuery('x');
      return {
        sql: {
          sqlite: sql.sqlite.replace('@pack', `'pack.' || (select programme from certificate_run where id = @run)`),
        },
        params: { run },
      };
    },
    had: ({ run, people }) => ({
      sql: {
        sqlite: `select person_id from certificate where programme = (select programme from certificate_run where id = @run)
          and person_id in (select value from json_each(@people))`,
      },
      params: { run, people: JSON.stringify(people.map(({ id }) => id)) },
    }),
  },
  decide(loaded, { run, from, people }, { now, newId }) {
    const row = loaded['run']?.[0];
    if (!row) return { rows: [], output: null };
    const before = runOf(row);
    const pack = packFactsIn(loaded['pack'])[0];
    if (before.done || row['cursor'] !== from || !pack?.certificate) return { rows: [], output: before };
    const { programme } = before;
    const had = new Set((loaded['had'] ?? []).map((one) => String(one['person_id'])));
    const at = { now, newId, workspace: 'main' };
    const year = Number(localDate(now, pack.timezone).slice(0, 4));
    const rows: RowWrite[] = [];
    let issued = 0;
    for (const { id, lacks, evidence: proved } of people) {
      if (had.has(id)) continue;
      if (lacks.length > 0) rows.push(lackRow(id, programme, lacks, at));
      else {
        issued++;
        rows.push(...issueRows({ person: id, programme, rule: pack.certificate, evidence: proved, year, run }, at));
      }
    }
    const done = people.length === 0;
    const after = {
      looked: before.looked + people.length,
      issued: before.issued + issued,
      had: before.had + people.filter(({ id }) => had.has(id)).length,
    };
    const cursor = people.at(-1)?.id ?? from;
    rows.push({
      op: 'update',
      table: 'certificate_run',
      key: { id: run },
      set: { ...after, cursor, done_at: done ? now : null },
    });
    return { rows, output: { ...before, ...after, done } };
  },
};
