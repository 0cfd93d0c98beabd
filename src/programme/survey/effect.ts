import { plainValue } from '../../domain/answer.ts';
import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** What she answered to the survey question before, or that she did not. */
    'survey.answer': FromStep & { readonly survey: string; readonly wave: string; readonly question: string };
  }
}

/** Kinds of silence stay apart: "I do not want to say", "I do not know", and our not having understood. */
export const surveyAnswer: Handler<'survey.answer'> = ({ personId, flow, survey, wave, question, answer }, at) => {
  const missing = !answer
    ? 'not-understood'
    : answer.type !== 'refused'
      ? null
      : answer.how === 'unknown'
        ? 'unknown'
        : 'refused';
  return [
    {
      op: 'insert',
      table: 'survey_answer',
      values: {
        id: at.newId(),
        workspace: at.workspace,
        person_id: personId,
        programme: flow.split('/')[0]!,
        survey,
        wave,
        step: question,
        value: answer && missing === null ? JSON.stringify(plainValue(answer)) : null,
        missing,
        happened_at: at.cause?.sentAt ?? at.now,
        entered_at: at.now,
      },
    },
  ];
};
