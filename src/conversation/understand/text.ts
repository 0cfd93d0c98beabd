import { normalise, tidy } from '../../text/normalise.ts';
import { commandIn, optOutIn } from './commands.ts';
import { miss, type UnderstandContext, type Understood } from './result.ts';
import { isSmallTalk } from './small-talk.ts';

/** Free words, kept as she wrote them. A greeting or a lone number fits badly, so that another question may claim it. */
export function understandText(text: string, { lexicon }: UnderstandContext): Understood {
  const trimmed = text.normalize('NFC').trim();
  if (tidy(trimmed) === '') return miss('no-match');
  if (commandIn(trimmed, lexicon)?.exact || optOutIn(trimmed, lexicon)) return miss('command');
  const weak = isSmallTalk(trimmed, lexicon) || /^\d*$/.test(normalise(trimmed));
  return { fit: weak ? 1 : 2, answer: { type: 'text', text: trimmed } };
}

/** Where she is, in words: all that SMS can say. */
export function understandPlace(text: string, ctx: UnderstandContext): Understood {
  const found = understandText(text, ctx);
  return found.fit === 2 && /\p{L}{3}/u.test(text) ? { ...found, fit: 1 } : miss('no-match');
}
