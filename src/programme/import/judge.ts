import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { typosBetween } from '../../text/typo.ts';
import { bySchema } from '../audit.ts';
import { mayLeave } from '../classes.ts';
import type { Sight } from '../sight.ts';
import { type EnrolMany, enrolled, type Outcome, readsOf, refusal, type Slice } from './enrolling.ts';
import { type Known, knownOf, knownQuery } from './known.ts';
import type { Plan } from './plan.ts';
import type { Planned } from './planned.ts';
import type { Problem } from './problem.ts';
import { problemRows } from './problem-rows.ts';
import { importOf, importQuery } from './row-of.ts';
import { type Tally, withProblems } from './tally.ts';

const input = z.strictObject({
  id: z.string(),
  /** So many slices of the file were judged before: a slice is judged once. */
  after: z.number().int(),
  /** All rows of this stretch of the file, those included that could not be understood. */
  count: z.number().int(),
  refused: z.number().int(),
  problems: z.array(z.custom<Problem>()),
  programme: z.string(),
  rows: z.array(z.custom<Planned>()).max(500),
  place: z.strictObject({ channel: z.string(), ourNumber: z.string() }),
  by: bySchema,
  workspace: z.string(),
  sight: z.custom<Sight>(),
});
type Input = z.output<typeof input>;

/**
 * Looks at a slice of a list with the eyes of the enrolment, which decides as it will and writes nothing: who is new, whom
 * it changes, who is refused. Keeps the rows that there is something to do with, and what is to be said of them.
 */
export const judgeWith = (enrol: EnrolMany): Operation<Input, { readonly slices: number }> => ({
  name: 'import.judge',
  input: input as z.ZodType<Input>,
  reads: {
    ...readsOf(enrol),
    import: ({ id }) => importQuery(id),
    known: (given) => knownQuery(given, given.sight),
  },
  decide(loaded, given, at) {
    const { id, after, rows, workspace, count, refused, sight } = given;
    const one = importOf(loaded['import']?.[0], id);
    if (one.state !== 'reading' || one.done !== after) throw new RecadoError('IMPORT_STATE', { id, state: one.state });
    const { outcomes } = enrolled(enrol, loaded, given satisfies Slice, at);
    const known = (loaded['known'] ?? []).map(knownOf);
    const judged = rows.map((planned, i) => judge(planned, outcomes[i]!, known, one.plan, sight));
    const problems = [...given.problems, ...judged.flatMap((verdict) => verdict.problems)].sort(
      (a, b) => a.line - b.line,
    );
    const times = (is: Verdict['is']): number => judged.filter((verdict) => verdict.is === is).length;
    const tally: Tally = withProblems(
      {
        ...one.tally,
        rows: one.tally.rows + count,
        new: one.tally.new + times('new'),
        known: one.tally.known + times('known'),
        changed: one.tally.changed + times('changed'),
        same: one.tally.same + times('same'),
        refused: one.tally.refused + refused + times('refused'),
        invited: one.tally.invited + judged.filter(({ invited }) => invited).length,
      },
      problems,
    );
    const kept = rows.filter((_, i) => judged[i]!.is !== 'same' && judged[i]!.is !== 'refused');
    const slices = one.slices + (kept.length > 0 ? 1 : 0);
    const writes: RowWrite[] = [
      {
        op: 'update',
        table: 'import',
        key: { id },
        set: { tally: JSON.stringify(tally), slices, done: after + 1 },
        expect: { done: after },
      },
    ];
    if (kept.length > 0)
      writes.push({
        op: 'insert',
        table: 'import_slice',
        values: { import_id: id, n: slices, workspace, rows: JSON.stringify(kept) },
      });
    return {
      rows: writes,
      statements: problemRows({ id, workspace, after: one.tally.seq }, problems),
      output: { slices },
    };
  },
});

interface Verdict {
  readonly is: 'new' | 'known' | 'changed' | 'same' | 'refused';
  readonly invited: boolean;
  readonly problems: readonly Problem[];
}

function judge(planned: Planned, outcome: Outcome, known: readonly Known[], plan: Plan, sight: Sight): Verdict {
  const { line, row } = planned;
  const refuse = (problem: Problem): Verdict => ({ is: 'refused', invited: false, problems: [problem] });
  if (outcome.did === 'refused') return refuse(refusal(line, outcome));
  const nameColumn = headingOf(plan, 'name');
  const { person } = outcome;
  const problems: Problem[] = [];
  const here = known.filter(({ phone }) => phone !== null && phone === row.phone);
  const she = known.find(({ id }) => id === person);
  if (!she) {
    const like = plan.similar
      ? undefined
      : here.find(({ name }) => typosBetween(normalise(row.name), normalise(name)) !== null);
    if (like) return refuse({ line, code: 'known-like', ...nameColumn, value: row.name, person: like.id });
    if (here.length > 0) problems.push({ line, code: 'shared-known', ...headingOf(plan, 'phone') });
  } else {
    if (!she.seen) return refuse({ line, code: 'elsewhere', ...nameColumn, value: row.name });
    if (she.name !== '' && normalise(she.name) !== normalise(row.name))
      problems.push({ line, code: 'known-longer', ...nameColumn, value: row.name, person });
    problems.push(...differing(planned, she, plan, sight));
  }
  if (outcome.silent && row.phone !== undefined) problems.push({ line, code: 'silent', ...headingOf(plan, 'phone') });
  const invited = outcome.did === 'invited' && !outcome.silent;
  const begins = outcome.did === 'invited' || outcome.did === 'consented';
  const is = begins
    ? outcome.created
      ? 'new'
      : 'known'
    : outcome.did === 'moved' || adds(planned, she, plan)
      ? 'changed'
      : 'same';
  return { is, invited, problems };
}

function headingOf({ columns }: Plan, field: string): { readonly heading?: string } {
  const heading = columns.find((column) => column.field === field)?.heading;
  return heading === undefined ? {} : { heading };
}

/** Is there anything in the row that her record has not? */
function adds({ row, site, stage, partner }: Planned, she: Known | undefined, { update }: Plan): boolean {
  if (!she) return true;
  const units = { site, stage, partner } as const;
  if (Object.entries(units).some(([kind, id]) => id !== undefined && she[kind as keyof typeof units] !== id))
    return true;
  if (row.language !== undefined && (update ? row.language !== she.language : she.language === null)) return true;
  return Object.entries(row.profile ?? {}).some(([key, value]) =>
    update ? she.profile[key] !== value : !(key in she.profile),
  );
}

/** What is known of her otherwise, and stays: told only where the importer may read it. */
function differing({ line, row }: Planned, she: Known, plan: Plan, sight: Sight): readonly Problem[] {
  if (plan.update) return [];
  return Object.entries(row.profile ?? {}).flatMap(([key, value]): Problem[] => {
    const path = `profile.${key}`;
    if (!(key in she.profile) || she.profile[key] === value || !mayLeave(path, plan, sight)) return [];
    return [{ line, code: 'differs', ...headingOf(plan, path), value: String(value).slice(0, 60), person: she.id }];
  });
}
