import { type Answer, plainValue } from '../../domain/answer.ts';
import { localDate } from '../../domain/time.ts';
import type { RowWrite, Scalar } from '../../store/port.ts';
import type { Handler, HandlerContext } from '../manifest.ts';

interface AboutSurvey {
  readonly survey: string;
  /** Of the file; the thread may have been given another (`thread.wave`). */
  readonly wave: string;
}
interface AboutQuestion extends AboutSurvey {
  readonly question: string;
  readonly wording: string;
  /** Of the question that says where she stands on the ladder: its options, lowest first. */
  readonly ladder?: readonly string[];
}

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** The question after this one is put to her. */
    'survey.ask': FromStep & AboutQuestion;
    /** What she answered to the survey question before, or that she did not. */
    'survey.answer': FromStep & AboutQuestion;
    /** She has come to its end. */
    'survey.end': FromStep & AboutSurvey;
  }
}

type From = {
  readonly personId: string;
  readonly threadId: string;
  readonly flow: string;
  readonly vars?: Readonly<Record<string, unknown>>;
} & AboutSurvey;

const programmeOf = ({ flow }: From): string => flow.slice(0, flow.indexOf('/'));
const waveOf = ({ vars, wave }: From): string => (typeof vars?.['wave'] === 'string' ? vars['wave'] : wave);

function answerRow(from: From & AboutQuestion, at: HandlerContext, values: Readonly<Record<string, Scalar>>) {
  return {
    id: `${from.threadId}:${from.question}`,
    workspace: at.workspace,
    person_id: from.personId,
    programme: programmeOf(from),
    survey: from.survey,
    wave: waveOf(from),
    step: from.question,
    response_id: from.threadId,
    wording: from.wording,
    mode: 'message',
    happened_at: at.cause?.sentAt ?? at.now,
    entered_at: at.now,
    ...values,
  };
}

/** Asked, and nothing has come yet. With her first question a go at the survey begins. */
export const surveyAsk: Handler<'survey.ask'> = (effect, at) => {
  const response: RowWrite = {
    op: 'insert-new',
    table: 'survey_response',
    values: {
      id: effect.threadId,
      workspace: at.workspace,
      person_id: effect.personId,
      programme: programmeOf(effect),
      survey: effect.survey,
      wave: waveOf(effect),
      mode: 'message',
      happened_at: at.now,
      entered_at: at.now,
    },
  };
  const values = answerRow(effect, at, { value: null, missing: 'no-answer' });
  return [response, { op: 'insert-new', table: 'survey_answer', values }];
};

/** Kinds of silence stay apart: "I do not want to say", "I do not know", not understood, and not for this phone. */
export const surveyAnswer: Handler<'survey.answer'> = (effect, at) => {
  const { answer, ladder, threadId, personId } = effect;
  const values = answerRow(effect, at, keptOf(answer, effect.passed));
  const step = ladder && answer?.type === 'choice' ? ladder.indexOf(answer.option) + 1 : 0;
  const climbed = (): RowWrite => ({
    op: 'upsert',
    table: 'ladder_step',
    key: ['id'],
    values: {
      id: `${threadId}:ladder`,
      workspace: at.workspace,
      person_id: personId,
      programme: programmeOf(effect),
      step,
      on_day: localDate(at.now, at.rest(personId).zone ?? 'UTC'),
      source: 'survey',
      entered_at: at.now,
    },
  });
  return [{ op: 'upsert', table: 'survey_answer', key: ['id'], values }, ...(step > 0 ? [climbed()] : [])];
};

export const surveyEnd: Handler<'survey.end'> = ({ threadId }, at) => [
  { op: 'update', table: 'survey_response', key: { id: threadId }, set: { completed_at: at.cause?.sentAt ?? at.now } },
];

/** An answer as it is kept: money in minor units beside its currency. */
export function keptOf(
  answer: Answer | undefined,
  passed?: 'in-person',
): {
  readonly value: string | null;
  readonly currency: string | null;
  readonly type: string | null;
  readonly missing: string | null;
} {
  const none = { value: null, currency: null, type: null };
  if (!answer) return { ...none, missing: passed ?? 'not-understood' };
  if (answer.type === 'refused') return { ...none, missing: answer.how === 'unknown' ? 'unknown' : 'refused' };
  const money = answer.type === 'money';
  return {
    value: JSON.stringify(money ? answer.minor : plainValue(answer)),
    currency: money ? answer.currency : null,
    type: answer.type,
    missing: null,
  };
}
