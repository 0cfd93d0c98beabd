import { emojiOf, normalise } from '../../text/normalise.ts';
import { rememberingBy } from '../../text/remember.ts';
import type { Lexicon } from './lexicon.ts';
import { phraseAt, STORY, wholeForms } from './phrases.ts';

export type SmallTalk = 'readiness' | 'thanks' | 'greeting' | 'ack' | 'emoji';

/**
 * What a message is when it is nothing but greetings, thanks, "ok" or "al rato", however many in a row ("hola buenos días,
 * gracias"); null when it says anything else. Readiness counts before thanks, thanks before greetings.
 */
export const smallTalk = rememberingBy((text: string, lexicon: Lexicon): SmallTalk | null => {
  if (text.length > STORY) return null;
  if (normalise(text) === '') return emojiOf(text).length > 0 ? 'emoji' : null;
  for (const form of wholeForms(text, lexicon)) {
    const kinds = kindsOf(form.split(' '), lexicon);
    if (kinds) return (['readiness', 'thanks', 'greeting'] as const).find((kind) => kinds.has(kind)) ?? 'ack';
  }
  return null;
});

export function isSmallTalk(text: string, lexicon: Lexicon): boolean {
  return smallTalk(text, lexicon) !== null;
}

function kindsOf(words: readonly string[], lexicon: Lexicon): Set<SmallTalk> | null {
  const lists = [
    ['readiness', lexicon.readiness],
    ['thanks', lexicon.thanks],
    ['greeting', lexicon.greetings],
    ['ack', lexicon.acks],
    ['ack', lexicon.courtesy],
  ] as const;
  const kinds = new Set<SmallTalk>();
  for (let i = 0; i < words.length; ) {
    const found = lists
      .map(([kind, list]) => ({ kind, length: phraseAt(words, i, list) }))
      .reduce((best, next) => (next.length > best.length ? next : best));
    if (found.length === 0) return null;
    kinds.add(found.kind);
    i += found.length;
  }
  return kinds;
}
