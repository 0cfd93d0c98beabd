import { z } from 'zod';
import type { Criterion } from '../../flow/programme.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { packFactsIn } from '../pack-facts.ts';
import { type Refusal, refused } from '../refusal.ts';
import { applicationIn, askedFields, askedReads, refusal, SCORERS, selectionOf } from './asked.ts';
import { line, varsOf } from './lines.ts';
import { criterionIn, type Given, type SaidScores, scoresIn } from './said-scores.ts';

const input = z.strictObject({
  ...askedFields,
  /** Instead of `scores`, and with her name before them, as somebody wrote them: `Ana experiencia 4 producto 5`. */
  words: z.string().max(600).optional(),
  /** Null takes one back. */
  scores: z
    .array(z.strictObject({ criterion: z.string().min(1).max(60), score: z.number().int().min(0).nullable() }))
    .max(20)
    .default([]),
});
type Input = z.output<typeof input>;

export interface Scored {
  readonly person?: string;
  readonly given: number;
}

/**
 * What somebody of the team gives an applicant. Her own earlier score of a criterion counts no more; those of others go on
 * counting, and the mean of all is shown. Throws TARGET_UNKNOWN, TARGET_SEVERAL, SELECTION_NOT_YOURS, CRITERION_UNKNOWN,
 * SCORE_RANGE.
 */
export const score: Operation<Input, Scored> = {
  name: 'selection.score',
  input: input as z.ZodType<Input>,
  reads: askedReads,
  decide(loaded, asked, { now }) {
    const { job, by, workspace } = asked;
    const none = { given: 0 };
    const found = applicationIn(loaded, { ...asked, who: nameIn(asked, loaded['packs']) }, SCORERS);
    if ('line' in found) return refused(found, job, none, now);
    const { criteria } = selectionOf(loaded, found.programme);
    const said = asked.words === undefined ? listed(asked, criteria) : scoresIn(asked.words, criteria);
    const wrong = problemOf(said, criteria, found.programme);
    if (wrong) return refused(wrong, job, none, now);
    const rows = said.given.map(
      (one): RowWrite => ({
        op: 'insert',
        table: 'application_score',
        values: {
          workspace,
          person_id: found.id,
          programme: found.programme,
          criterion: one.criterion.id,
          score: one.score,
          by_kind: by.kind,
          by_id: by.id,
          at: now,
        },
      }),
    );
    const { who = '' } = varsOf(found);
    const vars = { who, scores: said.given.map(shown).join(', ') };
    return {
      rows: [
        ...rows,
        ...(job ? [audited(by, 'selection.score', found.id, { given: rows.length }, { now, workspace })] : []),
        ...jobDone(
          job,
          [line('scored', vars), line('scored-undo', { criterion: said.given[0]!.criterion.id, who })],
          now,
        ),
      ],
      output: { person: found.id, given: rows.length },
    };
  },
};

/** Her whole name: what stands before the first thing that any programme scores. */
function nameIn({ who, words }: Input, packs: readonly SqlRow[] | undefined): string {
  if (words === undefined) return who;
  const said = scoresIn(
    words,
    packFactsIn(packs).flatMap(({ selection }) => selection?.criteria ?? []),
  );
  return said.unknown === undefined && said.who !== '' ? said.who : who;
}

const shown = ({ criterion: { title, max }, score: points }: Given): string => `${title} ${points ?? '-'}/${max}`;

function listed({ who, scores }: Input, criteria: readonly Criterion[]): SaidScores {
  const given: Given[] = [];
  for (const one of scores) {
    const criterion = criterionIn(one.criterion, criteria);
    if (!criterion) return { who, given, unknown: one.criterion };
    given.push({ criterion, score: one.score });
  }
  return { who, given };
}

function problemOf(
  { given, unknown, who }: SaidScores,
  criteria: readonly Criterion[],
  programme: string,
): Refusal | undefined {
  const known = criteria.map(({ id, max }) => `${id} (0-${max})`).join(', ');
  if (criteria.length === 0) return refusal('SELECTION_NONE', 'none', { programme });
  if (unknown !== undefined) return refusal('CRITERION_UNKNOWN', 'criterion-unknown', { criterion: unknown, known });
  if (given.length === 0) return refusal('CRITERION_UNKNOWN', 'how-score-of', { who, criterion: '-', known });
  const over = given.find(({ criterion, score: points }) => points !== null && points > criterion.max);
  if (over) return refusal('SCORE_RANGE', 'score-range', { criterion: over.criterion.id, max: over.criterion.max });
  return undefined;
}
