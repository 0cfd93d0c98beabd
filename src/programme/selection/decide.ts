import { z } from 'zod';
import type { Operation, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobRow } from '../job.ts';
import { refused } from '../refusal.ts';
import { applicationIn, askedFields, askedReads, DECIDERS, type Found, refusal, selectionOf } from './asked.ts';
import { line, varsOf } from './lines.ts';
import { DECISIONS, type DecisionKind, TELL_AFTER } from './state.ts';
import { tell } from './tell.ts';

const input = z.strictObject({
  ...askedFields,
  decision: z.enum(DECISIONS),
  why: z.string().trim().max(200).default(''),
  /** Where she goes, of one who is selected; absent: where she is or asked to be, else the only one there is. */
  cohort: z.string().trim().min(1).max(80).optional(),
});
type Input = z.output<typeof input>;

export interface Decided {
  readonly person?: string;
  readonly name?: string;
  readonly cohort?: string | null;
  readonly selected?: number;
  readonly places?: number | null;
  /** When she is told, and the decision can no more be taken back. */
  readonly tells?: number;
}

/**
 * An applicant is chosen, waits, or is not chosen. A later decision counts before an earlier one and both are kept; she is
 * told TELL_AFTER later. Throws TARGET_UNKNOWN, TARGET_SEVERAL, SELECTION_NOT_YOURS, SELECTION_WHY, SELECTION_TOLD,
 * SELECTION_WITHDRAWN, COHORT_UNKNOWN.
 */
export const decide: Operation<Input, Decided> = {
  name: 'selection.decide',
  input: input as z.ZodType<Input>,
  reads: {
    ...askedReads,
    cohorts: ({ workspace }) => ({
      sql: { sqlite: 'select id, name, programme from cohort where workspace = @workspace order by name' },
      params: { workspace },
    }),
    // Chosen so far, so that the places are said.
    chosen: ({ workspace }) => ({
      sql: {
        sqlite: `select a.person_id, a.programme from application a
          join enrolment e on e.person_id = a.person_id and e.programme = a.programme
          where a.workspace = @workspace and e.state not in ('withdrawn', 'dropped', 'declined')
            and 'selected' = (select d.decision from application_decision d where d.person_id = a.person_id
              and d.programme = a.programme and d.at >= a.applied_at and d.undone_at is null order by d.seq desc limit 1)`,
      },
      params: { workspace },
    }),
  },
  decide(loaded, asked, { now, newId }) {
    const { decision, why, job, by, workspace } = asked;
    const found = applicationIn(loaded, asked, DECIDERS);
    if ('line' in found) return refused(found, job, {}, now);
    const vars = varsOf(found);
    const wrong = problemOf(found, decision, why, vars);
    if (wrong) return refused(wrong, job, {}, now);
    const cohort = decision === 'selected' ? cohortFor(found, loaded['cohorts'] ?? [], asked.cohort) : null;
    if (cohort === undefined)
      return refused(
        refusal('COHORT_UNKNOWN', 'cohort-unknown', { name: asked.cohort!, programme: found.programme }),
        job,
        {},
        now,
      );
    const selection = selectionOf(loaded, found.programme);
    const others = (loaded['chosen'] ?? []).filter(
      (row) => row['programme'] === found.programme && row['person_id'] !== found.id,
    );
    const selected = others.length + (decision === 'selected' ? 1 : 0);
    const places = selection.places ?? null;
    const of = { ...vars, why, selected, places: places ?? '' };
    const over = places !== null && selected > places;
    const lines = [
      line(found.scored > 0 ? decision : `${decision}-unscored`, of),
      ...(why === '' ? [] : [line('why', { why })]),
      ...(decision === 'selected'
        ? [line(cohort === null ? 'no-cohort' : 'cohort', { cohort: cohort?.name ?? '' })]
        : []),
      ...(decision === 'selected' ? [line(places === null ? 'chosen' : over ? 'places-over' : 'places', of)] : []),
      line('undo', vars),
    ];
    const later = { person: found.id, programme: found.programme, workspace };
    return {
      rows: [
        {
          op: 'insert',
          table: 'application_decision',
          values: {
            workspace,
            person_id: found.id,
            programme: found.programme,
            decision,
            why,
            cohort_id: cohort?.id ?? null,
            by_kind: by.kind,
            by_id: by.id,
            at: now,
          },
        },
        jobRow({ operation: tell.name, input: later, at: now + TELL_AFTER, workspace }, { now, newId }),
        ...(job ? [audited(by, 'selection.decide', found.id, { decision }, { now, workspace })] : []),
        ...jobDone(job, lines, now),
      ],
      output: {
        person: found.id,
        name: found.name,
        cohort: cohort?.name ?? null,
        selected,
        places,
        tells: now + TELL_AFTER,
      },
    };
  },
};

function problemOf(found: Found, decision: DecisionKind, why: string, vars: Record<string, string | number>) {
  if (found.state === 'withdrawn') return refusal('SELECTION_WITHDRAWN', 'withdrawn', vars);
  const told = found.row['told_at'] !== null || found.row['taking_part'] !== 'applicant';
  if (found.state === 'selected' && told) return refusal('SELECTION_TOLD', 'in-already', vars);
  if (found.state === decision && (told || why === '')) return refusal('SELECTION_TOLD', 'decided-already', vars);
  if (why === '' && (decision !== 'selected' || found.scored === 0))
    return refusal('SELECTION_WHY', `how-${decision}${decision === 'selected' ? '-unscored' : ''}`, vars);
  return undefined;
}

interface Cohort {
  readonly id: string;
  readonly name: string;
}

/** Undefined where the cohort that was named does not exist; null where there is none to go to. */
function cohortFor(found: Found, cohorts: readonly SqlRow[], named: string | undefined): Cohort | null | undefined {
  const here = cohorts
    .filter((row) => row['programme'] === found.programme)
    .map((row): Cohort => ({ id: String(row['id']), name: String(row['name']) }));
  if (named !== undefined) return here.find(({ name }) => name === named);
  const hers =
    here.find(({ id }) => id === found.row['cohort_id']) ?? here.find(({ name }) => name === found.row['wish']);
  return hers ?? (here.length === 1 ? here[0]! : null);
}
