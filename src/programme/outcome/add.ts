import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { learnerFields, learnerIn, learnerReads, MEANT_IDS, meantParams } from '../learner.ts';
import type { StaffLine } from '../manifest.ts';
import type { Role } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { type Refusal, refused } from '../refusal.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { EVIDENCE, type Evidence, JOBS, KINDS, OF_ENTERPRISE } from './kinds.ts';
import { outcomeUndo } from './undo.ts';

export const RECORDERS: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'counsellor'];

const input = z.strictObject({
  ...learnerFields,
  kind: z.enum(KINDS),
  /** Of jobs: how many. */
  count: z.number().int().min(1).max(500).default(1),
  /** The day it came to be, local; absent: today. */
  on: z.iso.date().optional(),
  /** Absent: a document where files came with it, else what she says. */
  evidence: z.enum(EVIDENCE).optional(),
  /** The mark on a document. */
  proof: z.string().trim().min(1).max(80).optional(),
  /** Files of the same message (programme/visit `staff.files`). */
  files: z.array(z.strictObject({ seq: z.number(), nth: z.number(), kind: z.string() })).optional(),
  /** Name of one of hers; absent: the first of them, of what is an enterprise's. */
  enterprise: z.string().trim().min(1).max(80).optional(),
});
type Input = z.output<typeof input>;

export interface Added {
  readonly id?: string;
  readonly person?: string;
  readonly enterprise?: string | null;
  /** It was noted before, and counts once. */
  readonly again?: boolean;
}

/**
 * What came of it for her or her enterprise, with its day and how it is known. Noted again (by a visit after she said so) it is
 * one outcome under its best evidence; jobs add up. Throws TARGET_UNKNOWN, TARGET_SEVERAL, ENTERPRISE_UNKNOWN, DAY_FUTURE.
 */
export const outcomeAdd: Operation<Input, Added> = {
  name: 'outcome.add',
  input: input as z.ZodType<Input>,
  reads: {
    ...learnerReads,
    packs: () => packFactsQuery(),
    enterprises: (given) => ({
      sql: {
        sqlite: `select b.id, b.name, b.programme, m.person_id from enterprise_member m join enterprise b on b.id = m.enterprise_id
          where m.person_id in (${MEANT_IDS}) and m.until is null order by b.ended_at is not null, m.since, b.id`,
      },
      params: meantParams(given),
    }),
    before: (given) => ({
      sql: {
        sqlite: `select o.person_id, o.enterprise_id from outcome o where o.kind = @kind and o.undone_at is null
          and (o.person_id in (${MEANT_IDS}) or o.enterprise_id in (select m.enterprise_id from enterprise_member m
            where m.person_id in (${MEANT_IDS})))`,
      },
      params: { ...meantParams(given), kind: given.kind },
    }),
    codes: ({ workspace, job }, now) => codesTaken(workspace, job?.person ?? null, now),
  },
  decide(loaded, given, at) {
    const { now, newId } = at;
    const { job, by, workspace, kind, files = [] } = given;
    const learner = learnerIn(loaded, given, RECORDERS);
    if ('code' in learner) return refused(learner, job, {}, now);
    const pack = packFactsIn(loaded['packs']).find(({ programme }) => programme === learner.programme);
    const today = localDate(now, pack?.timezone ?? 'UTC');
    const { on = today, evidence = files.length > 0 ? 'document' : 'self-report' } = given;
    if (on > today) throw new RecadoError('DAY_FUTURE', { on });
    const hers = (loaded['enterprises'] ?? []).filter(
      (row) => row['person_id'] === learner.id && row['programme'] === learner.programme,
    );
    const of = enterpriseOf(hers, given);
    if (of === 'unknown') return refused(noEnterprise(given.enterprise ?? ''), job, {}, now);
    const enterprise = of?.['id'] ?? null;
    const count = JOBS.includes(kind) ? given.count : 1;
    const again =
      !JOBS.includes(kind) &&
      (loaded['before'] ?? []).some((row) =>
        enterprise === null ? row['person_id'] === learner.id : row['enterprise_id'] === enterprise,
      );
    const id = newId();
    const back =
      job?.person != null
        ? undoable(
            { operation: outcomeUndo.name, input: { id, by }, me: job.person, workspace },
            loaded['codes'] ?? [],
            at,
          )
        : undefined;
    const vars = { who: learner.name, count, enterprise: String(of?.['name'] ?? '') };
    const lines = [
      { key: `outcome.${kind}${count > 1 ? '-many' : ''}`, vars },
      ...(of ? [{ key: 'outcome.of-enterprise', vars }] : []),
      ...(again ? [{ key: 'outcome.again', vars }] : []),
      evidenceLine(evidence),
      ...(back ? [{ key: 'outcome.undo', vars: { code: back.code } }] : []),
    ];
    return {
      rows: [
        {
          op: 'insert',
          table: 'outcome',
          values: {
            id,
            workspace,
            programme: learner.programme,
            person_id: learner.id,
            enterprise_id: enterprise,
            kind,
            count,
            on_day: on,
            evidence,
            proof: given.proof ?? (files[0] ? `inbox:${files[0].seq}:${files[0].nth}` : null),
            by_kind: by.kind,
            by_id: by.id,
            entered_at: now,
          },
        },
        ...(back ? [back.row] : []),
        ...(job ? [audited(by, 'outcome.add', learner.id, { kind, count, evidence }, { now, workspace })] : []),
        ...jobDone(job, lines, now),
      ],
      output: { id, person: learner.id, enterprise: enterprise === null ? null : String(enterprise), again },
    };
  },
};

const evidenceLine = (evidence: Evidence): StaffLine => ({ key: `outcome.by-${evidence}`, vars: {} });

/** Undefined where it is of her alone. */
function enterpriseOf(
  hers: readonly SqlRow[],
  { enterprise, kind }: Pick<Input, 'enterprise' | 'kind'>,
): SqlRow | 'unknown' | undefined {
  if (enterprise === undefined) return OF_ENTERPRISE.includes(kind) ? hers[0] : undefined;
  const said = normalise(enterprise);
  return hers.find((row) => normalise(String(row['name'])) === said) ?? 'unknown';
}

const noEnterprise = (name: string): Refusal => ({
  code: 'ENTERPRISE_UNKNOWN',
  line: { key: 'outcome.enterprise-unknown', vars: { who: name } },
});
