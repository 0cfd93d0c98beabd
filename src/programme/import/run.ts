import { z } from 'zod';
import { SECOND } from '../../base/clock.ts';
import type { Operation, Query, RowWrite } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { type EnrolMany, enrolled, readsOf, refusal, type Slice } from './enrolling.ts';
import type { Planned } from './planned.ts';
import type { Problem } from './problem.ts';
import { problemRows } from './problem-rows.ts';
import { importOf, importQuery } from './row-of.ts';
import { type Result, withProblems } from './tally.ts';

export const RUN = 'import.run';
/** Between two slices: what a slice asks of the conversations is worked meanwhile, and whoever writes is answered first. */
const PAUSE = SECOND;

const input = z.strictObject({
  id: z.string(),
  n: z.number().int(),
  programme: z.string(),
  rows: z.array(z.custom<Planned>()).max(500),
  place: z.strictObject({ channel: z.string(), ourNumber: z.string() }),
  by: bySchema,
  workspace: z.string(),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * Does a slice of a confirmed import: its people, the end of its job and the job of the slice after it are one commit, so
 * that a crash between two of them repeats nothing and forgets nothing.
 */
export const runWith = (enrol: EnrolMany): Operation<Input, null> => ({
  name: RUN,
  input: input as z.ZodType<Input>,
  reads: { ...readsOf(enrol), import: ({ id }) => importQuery(id) },
  decide(loaded, given, at) {
    const { id, n, job, rows, workspace } = given;
    const one = importOf(loaded['import']?.[0], id);
    const ended = jobDone(job, [], at.now);
    if (one.state !== 'running' || one.done !== n - 1) return { rows: ended, output: null };
    const { outcomes, statements } = enrolled(enrol, loaded, given satisfies Slice, at);
    const times = (...dids: readonly string[]): number => outcomes.filter(({ did }) => dids.includes(did)).length;
    const was = one.result;
    // What is no news to the enrolment changed something else about her, or it would not have been kept.
    const result: Result = {
      ...was,
      invited: was.invited + times('invited'),
      consented: was.consented + times('consented'),
      changed: was.changed + times('moved', 'already'),
      refused: was.refused + times('refused'),
    };
    const problems = outcomes.flatMap((outcome, i): Problem[] =>
      outcome.did === 'refused' ? [refusal(rows[i]!.line, outcome)] : [],
    );
    const last = n === one.slices;
    const writes: RowWrite[] = [
      ...ended,
      // The rows are in the records now, and nowhere else any more.
      ...(job ? [{ op: 'update', table: 'job', key: { id: job.id }, set: { input: '{}' } } as const] : []),
      {
        op: 'update',
        table: 'import',
        key: { id },
        set: {
          done: n,
          result: JSON.stringify(result),
          tally: JSON.stringify(withProblems(one.tally, problems)),
          ...(last ? { state: 'done', ended_at: at.now } : {}),
        },
        expect: { done: n - 1 },
      },
      { op: 'delete', table: 'import_slice', key: { import_id: id, n } },
    ];
    const people = rows.flatMap((planned, i) => {
      const outcome = outcomes[i]!;
      return outcome.did === 'refused' ? [] : [{ ...planned, person: outcome.person }];
    });
    return {
      rows: writes,
      statements: [
        ...statements,
        ...placedRows(people, given),
        ...(one.plan.update ? updatedRows(people) : []),
        ...problemRows({ id, workspace, after: one.tally.seq }, problems),
        ...(last ? [] : [nextSlice(id, n + 1, at.newId(), at.now + PAUSE, at.now)]),
      ],
      output: null,
    };
  },
});

type Person = Planned & { readonly person: string };
const V = (n: number) => `json_extract(value, '$[${n}]')`;

/** Site, stage and partner, of those whose row says one. */
function placedRows(people: readonly Person[], { programme }: Input): readonly Query[] {
  const rows = people
    .filter(({ site, stage, partner }) => site ?? stage ?? partner)
    .map(({ person, site, stage, partner }) => [person, site ?? null, stage ?? null, partner ?? null]);
  if (rows.length === 0) return [];
  return [
    {
      sql: {
        sqlite: `update enrolment set site_id = coalesce(v.site, site_id), stage_id = coalesce(v.stage, stage_id),
            partner_id = coalesce(v.partner, partner_id)
          from (select ${V(0)} as id, ${V(1)} as site, ${V(2)} as stage, ${V(3)} as partner from json_each(@rows)) v
          where enrolment.person_id = v.id and enrolment.programme = @programme`,
      },
      params: { rows: JSON.stringify(rows), programme },
    },
  ];
}

/** The importer says that the list is right and the records are not. */
function updatedRows(people: readonly Person[]): readonly Query[] {
  const rows = people.map(({ person, row }) => [person, row.language ?? null, JSON.stringify(row.profile ?? {})]);
  return [
    {
      sql: {
        sqlite: `update person set language = coalesce(v.language, person.language), profile = json_patch(person.profile, v.profile)
          from (select ${V(0)} as id, ${V(1)} as language, ${V(2)} as profile from json_each(@rows)) v where person.id = v.id`,
      },
      params: { rows: JSON.stringify(rows) },
    },
  ];
}

/** The job of a slice: its rows go into it without passing through here. */
export function nextSlice(id: string, n: number, job: string, at: number, now: number): Query {
  return {
    sql: {
      sqlite: `insert into job (id, workspace, operation, input, not_before, created_at)
        select @job, i.workspace, '${RUN}', json_object('id', i.id, 'n', s.n, 'programme', i.programme, 'rows', json(s.rows),
            'place', json(i.plan -> '$.place'), 'by', json_object('kind', i.by_kind, 'id', i.by_id), 'workspace', i.workspace),
          @at, @now
        from import i join import_slice s on s.import_id = i.id where i.id = @id and s.n = @n`,
    },
    params: { id, n, job, at, now },
  };
}
