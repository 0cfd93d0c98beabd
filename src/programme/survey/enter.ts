import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate, localMoment } from '../../domain/time.ts';
import type { SurveyFile } from '../../flow/programme.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { type Learner, learnerFields, learnerIn, learnerReads, MEANT_IDS, meantParams } from '../learner.ts';
import type { Role } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { refused } from '../refusal.ts';
import { enteredAnswer, keptAnswer } from './entered.ts';
import { closes, gapFor } from './gap.ts';
import { surveyNamed } from './known.ts';

/** How she was asked, where it was not by messages. */
export const MODES = ['paper', 'face-to-face', 'call'] as const;
export const ENTERERS: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'counsellor'];

const input = z.strictObject({
  ...learnerFields,
  survey: z.string().min(1).max(80),
  wave: z.string().min(1).max(20),
  mode: z.enum(MODES),
  /** The true day, local. */
  on: z.iso.date(),
  answers: z.record(z.string(), enteredAnswer),
});
type Input = z.output<typeof input>;

export interface Entered {
  readonly id?: string;
  readonly person?: string;
  /** `filled`: into what she had left open on her phone. */
  readonly did?: 'entered' | 'filled';
  /** There is another complete one of that wave; the earlier counts. */
  readonly second?: boolean;
}

/**
 * Enters what she answered on paper, face to face or by telephone, with the day it was. It goes into the gaps of what she began on
 * her phone where it fits there; else it is a go of its own, and of several the first complete one counts. She is not asked
 * again on her phone. Throws TARGET_UNKNOWN, TARGET_SEVERAL, SURVEY_UNKNOWN, SURVEY_WAVE, SURVEY_QUESTION, SURVEY_ANSWER, DAY_FUTURE.
 */
export const surveyEnter: Operation<Input, Entered> = {
  name: 'survey.enter',
  input: input as z.ZodType<Input>,
  reads: {
    ...learnerReads,
    packs: () => packFactsQuery(),
    gone: (given) => ({
      sql: {
        sqlite: `select r.id, r.person_id, r.programme, r.mode, r.completed_at, a.step, a.missing
          from survey_response r left join survey_answer a on a.response_id = r.id
          where r.person_id in (${MEANT_IDS}) and r.survey = @survey and r.wave = @wave order by r.happened_at, r.id`,
      },
      params: { ...meantParams(given), survey: given.survey, wave: given.wave },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const { job, by, workspace, mode, on } = given;
    const learner = learnerIn(loaded, given, ENTERERS);
    if ('code' in learner) return refused(learner, job, {}, now);
    const pack = packFactsIn(loaded['packs']).find(({ programme }) => programme === learner.programme);
    const { survey, wave } = surveyNamed(pack?.surveys, given.survey, given.wave);
    const zone = pack!.timezone;
    if (on > localDate(now, zone)) throw new RecadoError('DAY_FUTURE', { on });
    const kept = Object.entries(given.answers).map(([id, answer]) => ({
      id,
      ...keptAnswer(survey, id, answer, pack!.currency),
    }));
    const hers = (loaded['gone'] ?? []).filter(
      (row) => row['person_id'] === learner.id && row['programme'] === learner.programme,
    );
    const steps = kept.map((one) => one.id);
    const gap = gapFor(hers, steps);
    const id = gap ?? newId();
    const all = survey.questions.map((question) => question.id);
    // A whole sheet was asked whole: what stands empty on it was asked, and nothing came.
    const empty = gap ? [] : all.filter((step) => !steps.includes(step)).map((step) => ({ id: step, ...NOTHING }));
    const whole = gap === undefined || closes(hers, gap, steps, all);
    const happened = Math.min(now, localMoment(on, '12:00', zone));
    const about = { person_id: learner.id, programme: learner.programme, survey: survey.name, wave, workspace };
    const common = { ...about, mode, entered_at: now, happened_at: happened };
    const response: RowWrite[] = gap
      ? [...(whole ? [closed(gap, happened)] : [])]
      : [
          {
            op: 'insert',
            table: 'survey_response',
            values: { id, ...common, completed_at: happened, by_kind: by.kind, by_id: by.id },
          },
        ];
    const answers = [...kept, ...empty].map(({ id: step, ...values }): RowWrite => {
      const { wording } = survey.questions.find((question) => question.id === step)!;
      const row = { id: `${id}:${step}`, ...common, step, response_id: id, wording, ...values };
      return { op: 'upsert', table: 'survey_answer', key: ['id'], values: row };
    });
    return {
      rows: [
        ...response,
        ...answers,
        ...ladderRow(survey, kept, { id, learner, given, now }),
        ...(whole ? [eventRow(learner, 'survey.over', { survey: survey.name, wave }, { workspace, now })] : []),
        ...(job ? [audited(by, 'survey.enter', learner.id, { survey: survey.name, wave }, { now, workspace })] : []),
        ...jobDone(job, [{ key: 'survey.entered', vars: { who: learner.name } }], now),
      ],
      output: {
        id,
        person: learner.id,
        did: gap ? 'filled' : 'entered',
        second: hers.some((row) => row['id'] !== id && row['completed_at'] !== null),
      },
    };
  },
};

const closed = (id: string, at: number): RowWrite => ({
  op: 'update',
  table: 'survey_response',
  key: { id },
  set: { completed_at: at },
});

const NOTHING = { value: null, currency: null, type: null, missing: 'no-answer' } as const;

/** Where she said on paper which step of the ladder she stands on. */
function ladderRow(
  { ladder, questions }: SurveyFile,
  kept: readonly { readonly id: string; readonly value: string | null }[],
  { id, learner, given, now }: { id: string; learner: Learner; given: Input; now: number },
): readonly RowWrite[] {
  const said = kept.find((one) => one.id === ladder)?.value;
  if (said == null) return [];
  const { options } = questions.find((question) => question.id === ladder)!;
  const values = {
    id: `${id}:ladder`,
    workspace: given.workspace,
    person_id: learner.id,
    programme: learner.programme,
    step: options.indexOf(JSON.parse(said) as string) + 1,
    on_day: given.on,
    source: 'survey',
    by_kind: given.by.kind,
    by_id: given.by.id,
    entered_at: now,
  };
  return [{ op: 'upsert', table: 'ladder_step', key: ['id'], values }];
}
