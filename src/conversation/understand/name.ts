import { normalise } from '../../text/normalise.ts';
import { commandIn, optOutIn } from './commands.ts';
import type { Lexicon } from './lexicon.ts';
import { isIn, phraseAt, wholeForms } from './phrases.ts';
import { miss, type UnderstandContext, type Understood } from './result.ts';
import { isSmallTalk } from './small-talk.ts';

/** Longest name that is taken, in characters. */
const NAME_LIMIT = 60;

/**
 * A person's name: trimmed, without "me llamo", not a command, greeting, yes or no; capitalised where she typed all in one
 * case ("MARÍA DEL CARMEN" → "María del Carmen"). No typo of a command is suspected: names look like anything.
 */
export function understandName(text: string, { lexicon }: UnderstandContext): Understood {
  const words = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}'’ʼ.\-\s]|\p{Cf}/gu, ' ')
    .trim()
    .split(/\s+/);
  const name = capitalised(afterIntroduction(words, lexicon), lexicon)
    .join(' ')
    .replace(/^[.\-']+|[.-]+$/g, '');
  if (!/\p{L}{2}/u.test(name) || /\p{N}/u.test(name)) return miss('no-match');
  if (commandIn(text, lexicon)?.exact || optOutIn(text, lexicon)) return miss('command');
  if (isSmallTalk(text, lexicon) || saysYesOrNo(text, lexicon)) return miss('no-match');
  if (name.length > NAME_LIMIT) return miss('too-long');
  return { fit: name.split(' ').length <= 5 ? 2 : 1, answer: { type: 'name', text: name } };
}

function afterIntroduction(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const folded = words.map(normalise);
  const start = phraseAt(folded, 0, lexicon.nameStarts);
  return start < words.length ? words.slice(start) : words;
}

function saysYesOrNo(text: string, lexicon: Lexicon): boolean {
  const forms = wholeForms(text, lexicon);
  return Object.values(lexicon.meanings).some((words) => isIn(words, forms));
}

function capitalised(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const whole = words.join(' ');
  if (whole !== whole.toLowerCase() && whole !== whole.toUpperCase()) return words;
  return words.map((word, i) => {
    const lower = word.toLowerCase();
    if (i > 0 && lexicon.nameParticles.has(normalise(word))) return lower;
    return lower.replace(/(?<![\p{L}\p{M}'’ʼ])\p{L}/gu, (letter) => letter.toUpperCase());
  });
}
