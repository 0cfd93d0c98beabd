import { z } from 'zod';
import { CHANNELS } from '../../domain/channel.ts';
import { phoneShown } from '../../domain/phone.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { BUILT_IN_CONSENT, packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { enrolAll, inviterOf } from './all.ts';
import type { EnrolOutcome, EnrolRow } from './input.ts';
import { inviterQuery } from './many.ts';
import { enrolReads } from './reads.ts';
import { enrolUndo } from './undo.ts';

/** A line of the message: a woman to be enrolled, or why not. */
const row = z.strictObject({
  name: z.string(),
  phone: z.string().optional(),
  none: z.literal(true).optional(),
  why: z.enum(['no-phone', 'bad-phone', 'no-name']).optional(),
});
export type ListedRow = z.output<typeof row>;

const input = z.strictObject({
  programme: z.string(),
  cohort: z.string().optional(),
  group: z.string().optional(),
  rows: z.array(row).min(1).max(40),
  /** Of the same message, and too many. */
  left: z.number().int(),
  place: z.strictObject({ channel: z.enum(CHANNELS), ourNumber: z.string() }),
  job: jobSchema,
});
type Input = z.output<typeof input>;

const enrolled = ({ rows, cohort, group }: Input): EnrolRow[] =>
  rows
    .filter(({ why }) => why === undefined)
    .map(({ name, phone }) => ({
      name,
      ...(phone === undefined ? {} : { phone }),
      ...(cohort === undefined ? {} : { cohort }),
      ...(group === undefined ? {} : { group }),
    }));

/**
 * Enrols the women of one message: the good lines are done, the others say what is wrong with them. She reads every line
 * back with its number, and a code to undo it. The same message again finds them there.
 */
export const listed: Operation<Input, null> = {
  name: 'enrol.listed',
  input,
  reads: {
    ...Object.fromEntries(
      Object.entries(enrolReads).map(([name, make]) => [
        name,
        (given: Input) => make({ workspace: given.job.workspace, programme: given.programme, rows: enrolled(given) }),
      ]),
    ),
    pack: ({ programme }) => packFactsQuery(programme),
    inviter: ({ job }) => inviterQuery(job.person ?? ''),
    codes: ({ job }, now) => codesTaken(job.workspace, job.person, now),
  },
  decide(loaded, given, at) {
    const { programme, job, rows, left, place } = given;
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    const about = {
      wording: packFactsIn(loaded['pack'])[0]?.consent ?? BUILT_IN_CONSENT,
      inviter: inviterOf(loaded['inviter']),
    };
    const list = { programme, rows: enrolled(given), place, by, workspace: job.workspace };
    const { outcomes, statements } = enrolAll(loaded, list, about, at);
    const queue = [...outcomes];
    const told = rows.map((one, i) => lineOf(one, i + 1, one.why === undefined ? queue.shift() : undefined, given));
    const invited = outcomes.flatMap((one) => (one.did === 'invited' ? [one.person] : []));
    const noted = invited.length > 0 ? inscription(loaded['codes'] ?? [], given, at) : undefined;
    const lines: StaffLine[] = [
      ...told,
      ...(left > 0 ? [{ key: 'inscribe.left', vars: { left } }] : []),
      ...(noted ? [{ key: 'inscribe.undo', vars: { code: noted.code } }] : []),
    ];
    const detail = { rows: rows.length, invited: invited.length };
    return {
      rows: [
        ...(noted?.rows ?? []),
        audited(by, 'enrol.listed', noted?.id ?? null, detail, { now: at.now, workspace: job.workspace }),
        ...jobDone(job, lines, at.now),
      ],
      // Rows are written before statements, and those of the list name persons that only the statements make.
      statements: [...statements, ...(noted ? [ofList(noted.id, invited, job.workspace)] : [])],
      output: null,
    };
  },
};

function lineOf(one: ListedRow, n: number, outcome: EnrolOutcome | undefined, { cohort, group }: Input): StaffLine {
  const vars = {
    n,
    name: one.name,
    phone: one.phone === undefined ? '' : phoneShown(one.phone),
    place: group ?? cohort ?? '',
  };
  if (!outcome) return { key: `inscribe.line-${one.why}`, vars: { n, name: one.name } };
  if (outcome.did === 'refused') return { key: `inscribe.line-${outcome.why}`, vars };
  if (outcome.did === 'already' || outcome.did === 'moved') return { key: `inscribe.line-${outcome.did}`, vars };
  if (one.phone === undefined) return { key: 'inscribe.line-paper', vars };
  if (outcome.silent) return { key: 'inscribe.line-silent', vars };
  if (outcome.shared) return { key: 'inscribe.line-shared', vars };
  return { key: outcome.created ? 'inscribe.line-new' : 'inscribe.line-known', vars };
}

interface Drawing {
  readonly now: number;
  readonly newId: () => string;
}

/** The list as it was written down, and how it is taken back. */
function inscription(codes: readonly SqlRow[], { programme, job }: Input, at: Drawing) {
  const id = at.newId();
  const values = {
    id,
    workspace: job.workspace,
    programme,
    by_kind: 'staff',
    by_id: job.person,
    created_at: at.now,
  };
  const back = { operation: enrolUndo.name, input: { list: id }, me: job.person ?? '', workspace: job.workspace };
  const { code, row } = undoable(back, codes, at);
  return { id, code, rows: [{ op: 'insert', table: 'inscription', values } satisfies RowWrite, row] };
}

function ofList(id: string, persons: readonly string[], workspace: string) {
  return {
    sql: {
      sqlite: `insert into inscription_person (inscription_id, person_id, workspace)
        select @id, value, @workspace from json_each(@persons) where true on conflict do nothing`,
    },
    params: { id, persons: JSON.stringify(persons), workspace },
  };
}
