import { change, type Draft, effect, programmeOf } from './draft.ts';

/** Purpose of the timer that looks whether a lesson that was let go has been opened; its key names the lesson. */
export const UNOPENED = 'unopened';

/**
 * A lesson was let go and has not begun, or what should have begun it did not arrive: by the programme's rule somebody
 * looks, counted from when it was first let go. What was looked at once is left to whoever was told.
 */
export function watchUnopened(d: Draft, lesson: string): void {
  const rule = programmeOf(d)?.channel.unopened;
  if (!rule) return;
  const since = d.conversation.journey?.drip?.letGoAt?.[lesson] ?? d.now;
  if (since === TOLD) return;
  letGoAt(d, lesson, since);
  lookAgain(d, lesson, since);
}

/** Something stands in its way at this moment: it is looked at as much later. */
export function lookAgain(d: Draft, lesson: string, from: number = d.now): void {
  const rule = programmeOf(d)?.channel.unopened;
  if (!rule) return;
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: { key: `${UNOPENED}:${lesson}`, anchor: { at: from }, rule: { after: rule.after }, purpose: UNOPENED },
  });
}

/** Something was done about it. */
export function toldUnopened(d: Draft, lesson: string): void {
  letGoAt(d, lesson, TOLD);
}

export function unopenedLesson(key: string): string {
  return key.slice(UNOPENED.length + 1);
}

/** In place of the moment. */
const TOLD = 0;

function letGoAt(d: Draft, lesson: string, at: number): void {
  const { journey } = d.conversation;
  if (!journey) return;
  const old = Object.entries(journey.drip?.letGoAt ?? {}).filter(([name]) => !journey.finished.includes(name));
  change(d, {
    journey: { ...journey, drip: { ...journey.drip, letGoAt: { ...Object.fromEntries(old), [lesson]: at } } },
  });
}
