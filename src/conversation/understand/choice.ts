import type { Option } from '../../domain/option.ts';
import { MEANINGS } from '../../locale/words.ts';
import { emojiOf, normalise, tidy } from '../../text/normalise.ts';
import { nearest } from '../../text/typo.ts';
import type { Lexicon } from './lexicon.ts';
import { meantByEmoji, meantBySentence, meantByWord, wordsMeaning } from './meaning.ts';
import { containsWords, isIn, wholeForms } from './phrases.ts';
import { positionIn, stripPosition } from './position.ts';
import { type Fit, miss, type Understood } from './result.ts';

/**
 * One of the options shown: by its number in any dress ("1.", "opción 1", "la primera", 1️⃣), its label or key, a word or
 * emoji of the same meaning ("va", 👍), the label inside a sentence, or with a typo. Two options at once are unclear.
 */
export function understandChoice(text: string, options: readonly Option[], lexicon: Lexicon): Understood {
  const chosen = (option: Option | undefined, fit: Fit): Understood | null =>
    option ? { fit, answer: { type: 'choice', option: option.key } } : null;
  const forms = wholeForms(text, lexicon);
  if (forms.length === 0) return chosen(meantByEmoji(emojiOf(text), options, lexicon), 2) ?? miss('no-match');

  const label = byLabel(text, options);
  const position = positionIn(text, options.length, lexicon);
  if (position && 'several' in position) return miss('unclear');
  const numbered = position ? options[position.index] : undefined;
  if (label && numbered && label !== numbered) return miss('unclear'); // options that are numbers themselves
  if (label) return chosen(label, 3)!;
  if (numbered) return chosen(numbered, position!.fit)!;

  const amount = byAmount(text, options);
  if (amount) return chosen(amount, 2)!;

  const key = options.filter((option) => forms.includes(normalise(option.key)));
  if (key.length === 1) return chosen(key[0], 2)!;
  const word = meantByWord(forms, options, lexicon);
  if (word) return word === 'several' ? miss('unclear') : chosen(word, 2)!;
  return inside(forms, options, lexicon, chosen) ?? (position ? miss('out-of-range') : miss('no-match'));
}

type Chosen = (option: Option | undefined, fit: Fit) => Understood | null;

/** What a sentence or a mistyped word may still tell. */
function inside(
  forms: readonly string[],
  options: readonly Option[],
  lexicon: Lexicon,
  chosen: Chosen,
): Understood | null {
  const spoken = forms.at(-1)!.split(' ');
  const { words, index } = stripPosition(spoken, options.length);
  // "Sí" and "no" inside a sentence are weighed by meaning, not merely found; "lo comparto" is found, whatever it stands for.
  const named = mentioned(
    words,
    options.filter((option) => !MEANINGS.some((meaning) => lexicon.meanings[meaning].has(normalise(option.label)))),
  );
  const numbered = index === undefined ? undefined : options[index];
  if (named.length > 1 || (numbered && named.length === 1 && named[0] !== numbered)) return miss('unclear');
  if (named.length === 1) {
    const labelled = normalise(named[0]!.label).split(' ');
    const denied = words.some((word) => lexicon.meanings.no.has(word) && !labelled.includes(word));
    return denied ? miss('unclear') : chosen(named[0], numbered ? 2 : 1);
  }
  if (numbered && spoken.length <= 4) return chosen(numbered, 1);
  const mistyped = byTypo(forms, options, lexicon);
  if (mistyped) return chosen(mistyped, 1);
  const meant = meantBySentence(spoken, options, lexicon);
  if (meant) return meant === 'several' ? miss('unclear') : chosen(meant, 1);
  return chosen(byPart(spoken, options), 1);
}

/** The whole label; where folding makes two labels one ("Nivel I", "Nivel i"), the spelling decides. */
function byLabel(text: string, options: readonly Option[]): Option | undefined {
  const same = options.filter((option) => normalise(option.label) === normalise(text));
  if (same.length <= 1) return same[0];
  const spelt = same.filter((option) => tidy(option.label) === tidy(text) || option.label.trim() === text.trim());
  return spelt.length === 1 ? spelt[0] : undefined;
}

/** "2500" for "2,500 pesos": digits that are no option's place, but the amount that one option begins with. */
function byAmount(text: string, options: readonly Option[]): Option | undefined {
  const digits = (words: string) => /^\D{0,2}(\d[\d., ]*)/.exec(words.trim())?.[1]?.replace(/\D/g, '');
  if (!/^[\d., $]+$/.test(text.trim())) return undefined;
  const same = options.filter((option) => digits(option.label) === digits(text));
  return same.length === 1 ? same[0] : undefined;
}

/** Options whose whole label or key stands in the sentence; a label within a longer one that also does is not counted. */
function mentioned(words: readonly string[], options: readonly Option[]): readonly Option[] {
  const found = options.flatMap((option) => {
    const key = MEANINGS.some((meaning) => meaning === option.key) ? '' : normalise(option.key);
    const names = [normalise(option.label), key].filter((name) => name.length > 1);
    const hit = names.filter((name) => containsWords(words, name.split(' '))).sort((a, b) => b.length - a.length)[0];
    return hit ? [{ option, hit }] : [];
  });
  return found
    .filter(({ hit }) => !found.some((other) => other.hit !== hit && ` ${other.hit} `.includes(` ${hit} `)))
    .map(({ option }) => option);
}

/** "banco" for "Crédito del banco": every word she wrote is in one label only, and one of them says something. */
function byPart(words: readonly string[], options: readonly Option[]): Option | undefined {
  if (!words.some((word) => word.length >= 4)) return undefined;
  const holding = options.filter((option) => {
    const label = new Set(normalise(option.label).split(' '));
    return words.every((word) => label.has(word));
  });
  return holding.length === 1 ? holding[0] : undefined;
}

function byTypo(forms: readonly string[], options: readonly Option[], lexicon: Lexicon): Option | undefined {
  const candidates = options.flatMap((option) =>
    [normalise(option.label), normalise(option.key), ...wordsMeaning(option, lexicon)].map((word) => ({
      word,
      means: option,
    })),
  );
  if (isIn(lexicon.ordinary, forms)) return undefined; // "casa" is no mistyped "casi"
  for (const form of forms) {
    const found = nearest(form, candidates);
    if (found) return found;
  }
  return undefined;
}
