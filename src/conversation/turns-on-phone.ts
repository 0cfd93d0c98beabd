import type { Millis } from '../base/clock.ts';
import { change, type Draft, effect } from './draft.ts';
import type { LanePerson } from './event.ts';
import { PHONE_QUIET } from './limits.ts';
import { say } from './speech.ts';
import type { Thread } from './state.ts';

/** Her timer while another's lesson has the phone. */
export const PHONE = 'phone';

/** Only these wait for one another: a session, homework and what the conversation itself asks are short and have their hour. */
const TAKES_TURNS: readonly string[] = ['lesson', 'survey'];

/**
 * On a phone that several share one learner's lesson goes on at a time: two would mix their answers. Until when hers has
 * to wait: another's is open and was moved less than two hours ago. Undefined where the phone is free.
 */
export function phoneBusyUntil(d: Draft): Millis | undefined {
  const until = Math.max(0, ...d.peers.map((peer) => lessonUntil(d, peer)));
  return until > d.now ? until : undefined;
}

function lessonUntil(d: Draft, { conversation, silentAt = [] }: LanePerson): Millis {
  const { threads, questions, withPerson, pausedUntil = 0 } = conversation;
  const rests = withPerson !== undefined || pausedUntil > d.now || silentAt.includes(d.address?.id ?? '');
  if (rests) return 0;
  const moved = threads
    .filter(({ rank, held }) => TAKES_TURNS.includes(rank) && !held)
    .flatMap((thread) =>
      questions
        .filter((open) => open.thread === thread.id && !open.collects)
        .map((open) => Math.max(thread.movedAt, open.missedAt ?? 0) + PHONE_QUIET),
    );
  return Math.max(0, ...moved);
}

/** This thread may not begin while another's lesson has the phone, nor unseen while she wants nothing at it. */
export function waitsItsTurn(d: Draft, { rank, parent }: Thread): boolean {
  if (!d.shared || parent !== undefined || !TAKES_TURNS.includes(rank)) return false;
  return d.address?.optedOut === true || phoneBusyUntil(d) !== undefined;
}

/** Her lesson that waits for the phone, if any. */
export function waitingForPhone(d: Draft): Thread | undefined {
  return d.conversation.threads.find((thread) => thread.held && waitsItsTurn(d, thread));
}

/** In one line where she is: her lesson waits, and comes by itself. Nothing is said of the other. */
export function sayWaits(d: Draft, thread: Thread): void {
  const flow = d.deps.library.flow(thread.flow);
  const title = (flow && d.deps.library.text(flow, '', 'title', d.language)?.text) ?? flow?.title ?? '';
  say(d, 'shared.wait', { title });
  const told = d.conversation.threads.map((one) => (one.id === thread.id ? { ...one, told: true as const } : one));
  change(d, { threads: told });
}

/** What she did last may be answered with where she is; leaving and calling for help have words of their own. */
const ANSWERED: readonly string[] = ['answered', 'command', 'joined'];

/**
 * At the end of her turn: a lesson of hers that has to wait comes back when the other has been quiet long enough (and at
 * once when it ends, others-on-phone.ts). She who is there is told, once.
 */
export function keepsWaiting(d: Draft, did: string): void {
  const thread = waitingForPhone(d);
  const at = thread && phoneBusyUntil(d);
  if (!thread || at === undefined) return;
  const timer = { key: PHONE, purpose: PHONE, anchor: { at }, rule: { after: 0 } };
  effect(d, { kind: 'timer.set', personId: d.person.id, timer });
  if (d.sentAt !== undefined && d.asked === undefined && !thread.told && ANSWERED.includes(did)) sayWaits(d, thread);
}
