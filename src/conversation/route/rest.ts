import { passOn } from '../care.ts';
import { change, type Draft, effect, type Message } from '../draft.ts';
import { smallTalkOf, textOf } from '../hear.ts';
import { INVITATION } from '../invitation.ts';
import { miss, needsRecap, recap } from '../ladder.ts';
import { STRAYS_FORGOTTEN } from '../limits.ts';
import { closeQuestion, currentQuestion, isAside, mayAnswer, putQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { isOnlyStaff } from '../staff.ts';
import { staffHelp } from '../staff-help.ts';
import { sayWhatIsOpen } from '../stray-words.ts';
import { isSpeaking } from '../threads.ts';

/** Rule 8. With a question open, a miss on the ladder; with none, one helpful line. */
export function rest(d: Draft, message: Message): string {
  if (d.now - (d.conversation.strayAt ?? d.now) >= STRAYS_FORGOTTEN) change(d, { strays: 0, strayAt: undefined });
  const { content } = message;
  if (content.kind === 'unsupported') return once(d, 'unsupported', 'unsupported');
  const waiting = d.conversation.questions.filter(isSpeaking);
  const question = waiting.findLast((open) => mayAnswer(open, message.sentAt));
  if (isOnlyStaff(d)) return staffHelp(d, textOf(content));
  if (isSticker(content) || smallTalkOf(d, textOf(content))) return courtesy(d, message);
  const passed = passOn(d, message);
  if (passed !== undefined) return passed;
  if (question) return miss(d, question, message);
  if (waiting.length > 0) return once(d, 'late', 'late');
  return againOnce(d) ?? stray(d);
}

function isSticker(content: Message['content']): boolean {
  return content.kind === 'media' && content.media.every((media) => media.kind === 'sticker');
}

/** Said once with where she is; what follows of the same is heard in silence. */
function once(d: Draft, key: string, did: string): string {
  if (d.conversation.strays > 0 || d.conversation.withPerson !== undefined) return did;
  change(d, { strays: 1, strayAt: d.now });
  say(d, key);
  const current = currentQuestion(d);
  if (current) sayQuestion(d, current);
  return did;
}

/** "Hola", "gracias", "ok", a sticker: no answer and no mistake. Never a task. */
function courtesy(d: Draft, message: Message): string {
  if (d.conversation.strays > 0 || d.conversation.withPerson !== undefined) return 'courtesy';
  change(d, { strays: 1, strayAt: d.now });
  const question = d.conversation.questions.filter(isSpeaking).findLast((open) => mayAnswer(open, message.sentAt));
  const kind = smallTalkOf(d, textOf(message.content));
  if (question && needsRecap(d, question)) return recap(d, question);
  if (kind === 'readiness' && currentQuestion(d)) say(d, 'reminder.later');
  else if (question) {
    say(d, `courtesy.${kind === 'greeting' || kind === 'thanks' ? kind : 'other'}`);
    sayQuestion(d, question);
  } else sayWhatIsOpen(d);
  return 'courtesy';
}

/** A system question with nothing else open is asked once more, then let go. */
function againOnce(d: Draft): string | undefined {
  const asked = d.conversation.questions.findLast((open) => open.thread.startsWith('@') && !isAside(open));
  if (!asked) return undefined;
  if (asked.misses > 0) {
    if (asked.thread !== INVITATION) closeQuestion(d, asked.id);
    return undefined;
  }
  putQuestion(d, { ...asked, misses: 1 });
  say(d, 'hint.choice');
  sayQuestion(d, asked);
  return 'missed';
}

function stray(d: Draft): string {
  const { strays, withPerson } = d.conversation;
  if (withPerson !== undefined) return 'with-person';
  change(d, { strays: strays + 1, strayAt: d.now });
  if (strays === 0) sayWhatIsOpen(d);
  else if (strays === 1) {
    effect(d, {
      kind: 'task',
      personId: d.person.id,
      topic: 'stray',
      why: 'stray',
    });
  }
  return 'stray';
}
