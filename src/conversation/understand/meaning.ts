import type { Option } from '../../domain/option.ts';
import { MEANINGS, type Meaning } from '../../locale/words.ts';
import { normalise } from '../../text/normalise.ts';
import type { Lexicon } from './lexicon.ts';
import { phraseAt } from './phrases.ts';

/** A sentence longer than this says more than yes or no. */
const SENTENCE = 8;

/** Where no option has the meaning itself, the nearest that may stand for it: "ya" is yes where nothing is to be done. */
const STANDS_FOR: Readonly<Record<Meaning, readonly Meaning[]>> = {
  yes: ['done'],
  no: ['not yet'],
  'not yet': [],
  done: ['yes'],
  cannot: ['no'],
};

/** What an option means: by its key (built-in answers), else because its label is such a word. */
export function meaningOf(option: Option, lexicon: Lexicon): Meaning | undefined {
  return (
    MEANINGS.find((meaning) => meaning === option.key) ??
    MEANINGS.find((meaning) => lexicon.meanings[meaning].has(normalise(option.label)))
  );
}

/** The words that mean an option, for typo matching. */
export function wordsMeaning(option: Option, lexicon: Lexicon): readonly string[] {
  const meaning = meaningOf(option, lexicon);
  return meaning ? [...lexicon.meanings[meaning]] : [];
}

/** The option that a whole message means by a word of yes, no, not yet, done or cannot. */
export function meantByWord(
  forms: readonly string[],
  options: readonly Option[],
  lexicon: Lexicon,
): Option | 'several' | undefined {
  for (const form of forms) {
    const said = MEANINGS.filter((meaning) => lexicon.meanings[meaning].has(form));
    const found = optionMeaning(said, form, options, lexicon);
    if (found) return found;
  }
  return undefined;
}

/** All emoji must mean the same option. */
export function meantByEmoji(
  emoji: readonly string[],
  options: readonly Option[],
  lexicon: Lexicon,
): Option | undefined {
  const found = emoji.map((one) => {
    const said = MEANINGS.filter((meaning) => lexicon.emoji[meaning].has(one));
    return optionMeaning(said, '', options, lexicon);
  });
  const first = found[0];
  return first !== 'several' && found.every((option) => option === first) ? first : undefined;
}

/**
 * The option that a short sentence begins or ends with ("sí, desde ayer", "pues sí"). "No" followed by "todavía no" is not
 * yet; yes and no in one sentence are unclear.
 */
export function meantBySentence(
  words: readonly string[],
  options: readonly Option[],
  lexicon: Lexicon,
): Option | 'several' | undefined {
  if (words.length > SENTENCE) return undefined;
  const has = (meaning: Meaning): boolean => words.some((_, i) => lengthAt(words, i, meaning, lexicon) > 0);
  const said: Meaning | 'several' | undefined = edgeMeaning(words, lexicon);
  if (!said) return undefined;
  if (said === 'no' && has('not yet'))
    return optionMeaning(['not yet'], words.join(' '), options, lexicon) ?? 'several';
  if ((said === 'no' || said === 'cannot') && words.slice(1).some((word) => lexicon.meanings.yes.has(word)))
    return 'several';
  if ((said === 'yes' || said === 'done') && (has('no') || has('cannot'))) return 'several';
  return optionMeaning([said], words.join(' '), options, lexicon);
}

/** The meaning of the longest phrase at the start, else of the longest at the end. */
function edgeMeaning(words: readonly string[], lexicon: Lexicon): Meaning | undefined {
  const best = (start: number): { meaning: Meaning; length: number } =>
    MEANINGS.map((meaning) => ({ meaning, length: lengthAt(words, start, meaning, lexicon) })).reduce((a, b) =>
      b.length > a.length ? b : a,
    );
  const head = best(0);
  if (head.length > 0) return head.meaning;
  for (let start = Math.max(1, words.length - 4); start < words.length; start++) {
    const tail = best(start);
    if (start + tail.length === words.length) return tail.meaning;
  }
  return undefined;
}

/** Words of the longest phrase of a meaning that starts here. Single letters ("s", "k") mean something only alone. */
function lengthAt(words: readonly string[], start: number, meaning: Meaning, lexicon: Lexicon): number {
  const length = phraseAt(words, start, lexicon.meanings[meaning]);
  return length === 1 && words[start]!.length === 1 ? 0 : length;
}

function optionMeaning(
  said: readonly Meaning[],
  form: string,
  options: readonly Option[],
  lexicon: Lexicon,
): Option | 'several' | undefined {
  const having = (meanings: readonly Meaning[]): readonly Option[] =>
    options.filter((option) => {
      const meaning = meaningOf(option, lexicon);
      return meaning !== undefined && meanings.includes(meaning);
    });
  // "Todavía no" to a plain yes/no is a no; "al rato" is not.
  const deniesToo = form.split(' ').some((word) => lexicon.meanings.no.has(word));
  const near = said.flatMap((meaning) =>
    meaning === 'not yet' && deniesToo ? (['no'] as const) : STANDS_FOR[meaning],
  );
  const direct = having(said);
  const found = direct.length > 0 ? direct : having(near);
  return found.length > 1 ? 'several' : found[0];
}
