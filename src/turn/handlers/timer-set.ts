import type { Handler } from '../../programme/manifest.ts';
import { timerRow } from '../../store/timer-row.ts';

/** Anchored on a question it sleeps until that question's message was accepted or ended; else its moment is known now. */
export const timerSet: Handler<'timer.set'> = ({ personId, timer }, at) => [
  'question' in timer.anchor
    ? timerRow(personId, timer, at, { question: timer.anchor.question })
    : timerRow(personId, timer, at, {
        due: at.due(personId, timer, timer.anchor.at),
        anchoredAt: timer.anchor.at,
      }),
];
