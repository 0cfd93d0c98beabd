import type { OpenQuestion } from '../domain/question.ts';
import type { Draft, Message } from './draft.ts';
import { putsOffIn, textOf } from './hear.ts';
import { stopReminding } from './reminders.ts';
import { say } from './speech.ts';

/**
 * "Todavía no", "no puedo", as all she says to homework that is pending: no part of it, and heard as in answer to a
 * reminder of it (route/reminded.ts). Undefined: what she says may be homework.
 */
export function putsOff(d: Draft, pending: readonly OpenQuestion[], { content }: Message): string | undefined {
  const said = content.kind === 'text' || content.kind === 'tap' ? putsOffIn(d, textOf(content)) : undefined;
  if (!said) return undefined;
  const [one, ...others] = pending;
  if (said === 'cannot' && one && others.length === 0) stopReminding(d, one);
  if (d.conversation.withPerson === undefined) say(d, said === 'cannot' ? 'reminder.cannot' : 'reminder.later');
  return 'put-off';
}
