import { change, type Draft, effect } from './draft.ts';
import { nextTurnOfRest, teamRest } from './rests.ts';

/** Purpose and key of the timer at which a pause of the team begins or ends for her. */
export const REST = 'rest';

/** Why she is paused where she asked for it herself. */
const OWN = 'PAUSA';

/**
 * Her enrolment says whether she rests (by her own word or the team's; the calendar of a programme is no state of hers),
 * and a timer comes when that next changes. Asked wherever it may have changed; asked again it does nothing.
 */
export function planRest(d: Draft): void {
  const { journey } = d.conversation;
  if (!journey || (journey.stage !== 'lessons' && journey.stage !== 'done')) return;
  const at = nextTurnOfRest(d);
  if (at !== undefined) {
    effect(d, {
      kind: 'timer.set',
      personId: d.person.id,
      timer: { key: REST, anchor: { at }, rule: { after: 0 }, purpose: REST },
    });
  }
  if (journey.stage !== 'lessons') return;
  const own = (d.conversation.pausedUntil ?? 0) > d.now;
  const team = teamRest(d);
  const paused = own || team !== undefined;
  if (paused === (journey.paused === true)) return;
  const { paused: _, ...rest } = journey;
  change(d, { journey: paused ? { ...journey, paused: true } : rest });
  const { programme } = journey;
  const state = paused ? ({ state: 'paused', reason: team || OWN } as const) : ({ state: 'active' } as const);
  effect(d, { kind: 'enrol', personId: d.person.id, programme, ...state });
}
