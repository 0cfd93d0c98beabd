import { hasWindow } from '../domain/channel.ts';
import { tapId } from '../domain/option.ts';
import type { OutKind } from '../domain/outbound.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { Purpose, StandIn } from '../domain/template.ts';
import type { CommandId } from '../locale/words.ts';
import { isStaff } from '../programme/on-duty.ts';
import { isUnsafe } from './careful.ts';
import { type Draft, programmeOf } from './draft.ts';
import { invitationOf } from './invitation.ts';
import { lessonName } from './lessons.ts';
import { questionOf } from './questions.ts';
import type { Thread } from './state.ts';
import { threadOf } from './threads.ts';

const PURPOSE: Readonly<Record<OutKind, Purpose>> = {
  reply: 'message',
  lesson: 'message',
  reminder: 'nudge',
  staff: 'message',
  broadcast: 'broadcast',
};

/**
 * What a template of the pack needs to know, should her window be closed when these words leave: what they are about,
 * and what a tap on its button means. Nothing where the channel has no window, or the pack no templates.
 */
export function standInOf(d: Draft): StandIn | undefined {
  const programme = programmeOf(d);
  if (!d.address || !hasWindow(d.address.channel) || !programme?.templates.length) return undefined;
  const own = d.speech.findLast((piece) => piece.standIn)?.standIn;
  const question = d.asked === undefined ? undefined : questionOf(d, d.asked);
  const thread = question && threadOf(d, question.thread);
  const lesson = d.kind === 'lesson' && thread !== undefined && lessonName(d, thread.flow) !== undefined;
  const invited = d.kind !== 'reply' && (d.conversation.journey?.stage === 'consent' || invitationOf(d) !== undefined);
  const staff = d.kind === 'staff' && isStaff(d.world.facts, d.person.id);
  const name = d.world.profile['name'] ?? d.person.name;
  const neutral = isUnsafe(d) && !staff; // it says that there is something, and not what
  const values: Record<string, string> = { programme: programme.title };
  if (typeof name === 'string') values['name'] = name;
  if (question?.label && !neutral) values['title'] = question.label;
  if (!neutral) Object.assign(values, own?.values);
  return {
    purpose: neutral
      ? 'message'
      : (own?.purpose ?? (lesson ? 'lesson' : invited ? 'invitation' : staff ? 'staff' : PURPOSE[d.kind])),
    programme: programme.programme,
    language: d.language,
    values,
    tap: own?.tap ?? tapId.command(lesson && isOpening(d, thread) ? 'next' : answerTo(d, question)),
  };
}

/** She has seen what a reminder speaks of: a tap brings her there. Anything else she has not seen: a tap says it again. */
function answerTo(d: Draft, question: OpenQuestion | undefined): CommandId {
  if (d.kind !== 'reminder' || !question) return 'repeat';
  return question.collects ? 'homework' : 'next';
}

/** It begins in this turn: where its words cannot go, it has not begun, and SEGUIR opens it. */
export function isOpening(d: Draft, thread: Thread): boolean {
  return thread.openedAt === d.now;
}
