import type { CommandId } from '../../locale/words.ts';
import { tidy } from '../../text/normalise.ts';
import { rememberingBy } from '../../text/remember.ts';
import { nearest } from '../../text/typo.ts';
import type { Lexicon } from './lexicon.ts';
import { isIn, lookUp, STORY, wholeForms } from './phrases.ts';
import { isSmallTalk } from './small-talk.ts';

/**
 * The command that a whole message is; `exact` is false when a typo was forgiven. Opt-out words are no commands, and a word
 * that means something of its own ("tarde", "menos", "alto") is never taken for a mistyped command.
 */
export const commandIn = rememberingBy((text: string, lexicon: Lexicon): Heard | null => {
  if (text.length > STORY) return null;
  if (/^\s*[?¿]+\s*$/.test(tidy(text))) return { command: 'help', exact: true };
  const forms = wholeForms(text, lexicon);
  const command = lookUp(lexicon.commands, forms);
  if (command) return { command, exact: true };
  if (forms.length === 0 || hasOwnMeaning(text, forms, lexicon)) return null;
  for (const form of forms) {
    const meant = nearest(form, candidates(lexicon));
    if (meant) return { command: meant, exact: false };
  }
  return null;
});

interface Heard {
  readonly command: CommandId;
  readonly exact: boolean;
}

type Candidate = { readonly word: string; readonly means: CommandId };
const CANDIDATES = new WeakMap<Lexicon, readonly Candidate[]>();

/** The command words of a lexicon, in the shape in which typos are looked for. */
function candidates(lexicon: Lexicon): readonly Candidate[] {
  const known = CANDIDATES.get(lexicon);
  if (known) return known;
  const made = [...lexicon.commands].map(([word, means]) => ({ word, means }));
  CANDIDATES.set(lexicon, made);
  return made;
}

/** Leaving, as the whole message: "precio alto" is a price, "alto!!" is a stop. No typo is forgiven. */
export function optOutIn(text: string, lexicon: Lexicon): 'stop' | 'ambiguous' | null {
  if (text.length > STORY) return null;
  const forms = wholeForms(text, lexicon);
  if (isIn(lexicon.optOut.stop, forms)) return 'stop';
  return isIn(lexicon.optOut.ambiguous, forms) ? 'ambiguous' : null;
}

/** "Ya", "ya lo hice", "terminé": what was asked of her is done. The whole message; no typo is forgiven. */
export function saysDone(text: string, lexicon: Lexicon): boolean {
  return text.length <= STORY && isIn(lexicon.meanings.done, wholeForms(text, lexicon));
}

/** "Todavía no", "no puedo": what was asked of her is not done now, or not at all. The whole message; no typo is forgiven. */
export function saysNotNow(text: string, lexicon: Lexicon): 'not yet' | 'cannot' | undefined {
  if (text.length > STORY) return undefined;
  const forms = wholeForms(text, lexicon);
  return (['not yet', 'cannot'] as const).find((meaning) => isIn(lexicon.meanings[meaning], forms));
}

/** Coming back, as the whole message, for an address that has opted out. No typo is forgiven. */
export function optInIn(text: string, lexicon: Lexicon): boolean {
  return text.length <= STORY && isIn(lexicon.optIn, wholeForms(text, lexicon));
}

function hasOwnMeaning(text: string, forms: readonly string[], lexicon: Lexicon): boolean {
  return (
    isSmallTalk(text, lexicon) ||
    [lexicon.ordinary, lexicon.optOut.stop, lexicon.optOut.ambiguous, lexicon.optIn, lexicon.zero].some((words) =>
      isIn(words, forms),
    ) ||
    [lexicon.numbers, lexicon.ordinals, lexicon.times, lexicon.dates.days, lexicon.dates.weekdays].some((words) =>
      isIn(words, forms),
    ) ||
    Object.values(lexicon.meanings).some((words) => isIn(words, forms)) ||
    Object.values(lexicon.refused).some((words) => isIn(words, forms))
  );
}
