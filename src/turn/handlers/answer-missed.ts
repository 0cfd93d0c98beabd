import type { Handler } from '../../programme/manifest.ts';

export const answerMissed: Handler<'answer.missed'> = (effect, at) => [
  {
    op: 'insert',
    table: 'missed_step',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: effect.personId,
      flow: effect.flow,
      step: effect.step,
      question_id: effect.questionId,
      why: effect.why ?? 'not-understood',
      entered_at: at.now,
    },
  },
];
