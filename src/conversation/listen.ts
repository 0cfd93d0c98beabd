import type { Effect } from '../domain/effect.ts';
import type { Heard } from '../programme/manifest.ts';
import { change, type Draft, effect, type Message, programmeOf } from './draft.ts';
import { textOf } from './hear.ts';
import { say } from './speech.ts';

/** What a capability makes of her words, if it claims them: a check-in word in its window. */
export function heardBy(d: Draft, message: Pick<Message, 'content' | 'sentAt'>): Heard | undefined {
  const text = textOf(message.content);
  for (const listener of d.deps.listeners) {
    const heard = listener.hear(text, d.world.facts, message.sentAt, programmeOf(d));
    if (heard) return heard;
  }
  return undefined;
}

/** Does what the word means, and says so. */
export function listen(d: Draft, message: Pick<Message, 'content' | 'sentAt'>): string {
  const heard = heardBy(d, message);
  if (!heard) return 'stray';
  // A capability's own kind and payload, matched where it was declared.
  if (heard.effect)
    effect(d, { kind: heard.effect.kind, ...heard.effect.payload, personId: d.person.id } as unknown as Effect);
  say(d, heard.reply.key, heard.reply.vars);
  change(d, { strays: 0 });
  return 'word';
}
