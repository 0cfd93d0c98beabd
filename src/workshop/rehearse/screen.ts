import { tidy } from '../../text/normalise.ts';
import type { Said } from '../emulator/said.ts';
import type { Received } from '../emulator/types.ts';
import type { Asked } from './answer-key.ts';
import type { Spoken } from './says.ts';

/** All that stands on a screen, folded. */
export const screenOf = ({ text, choices }: Received): string =>
  tidy([text, ...choices.map(({ title }) => title)].join('\n'));

/** A tap on what this message offers: the same words may stand on another too. */
export function offered({ id, choices }: Received, words: RegExp): Spoken | undefined {
  const found = choices.find(({ title }) => words.test(tidy(title)));
  return found && { said: { tap: found.id }, how: { quote: id } };
}

/** What a screen lets her choose from, and how each is said: by a tap, by its number, or yes. */
function choicesOn({ text, choices }: Received): readonly { readonly label: string; readonly said: Said }[] {
  if (choices.length > 0) return choices.map(({ id, title }) => ({ label: tidy(title), said: { tap: id } }));
  const numbered = [...text.matchAll(/^(\d{1,2})[.)]? +(\S.*)$/gm)];
  if (numbered[0]?.[1] === '1') return numbered.map(([, number, label]) => ({ label: tidy(label!), said: number! }));
  return /\bsi o no\b/.test(tidy(text)) ? [{ label: 'si', said: 'sí' }] : [];
}

/** What she says to whatever else she is asked with options: what she meant, where that stands there, or the first. */
export function chosenOn(shown: Received, isMeant: (label: string) => boolean): Said | undefined {
  const choices = choicesOn(shown);
  return (choices.find(({ label }) => isMeant(label)) ?? choices[0])?.said;
}

/** Does a label, cut short as buttons are, name this question by its title or its words? */
export function names(label: string, { title, wordings }: Asked): boolean {
  const head = label.replace(/ ?…$/, '');
  return (
    head.length > 3 && [title, ...wordings.map((pieces) => pieces.join(' '))].some((one) => tidy(one).startsWith(head))
  );
}
