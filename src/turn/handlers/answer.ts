import { plainValue } from '../../domain/answer.ts';
import type { Handler } from '../../programme/manifest.ts';

/** Answers are only ever added: a later one to the same step stands beside the first. */
export const answer: Handler<'answer'> = (effect, at) => [
  {
    op: 'insert',
    table: 'answer',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: effect.personId,
      programme: programmeOf(effect.flow),
      flow: effect.flow,
      version: effect.version,
      step: effect.step,
      question_id: effect.questionId,
      type: effect.answer.type,
      value: JSON.stringify(effect.answer),
      plain: JSON.stringify(plainValue(effect.answer)),
      raw: effect.raw,
      correct: effect.correct === undefined ? null : Number(effect.correct),
      attempt: effect.attempt ?? null,
      appends: effect.appends ? 1 : 0,
      channel: at.cause?.channel ?? null,
      happened_at: effect.sentAt ?? at.cause?.sentAt ?? at.now,
      entered_at: at.now,
    },
  },
];

/** `llera/dos-botes` → `llera`. */
function programmeOf(flow: string): string {
  return flow.split('/', 1)[0]!;
}
