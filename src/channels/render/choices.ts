import type { OutOption } from '../../domain/outbound.ts';
import type { Capabilities } from '../port.ts';
import { type Choice, LIMITS } from './piece.ts';

/** Buttons, list rows, or undefined where only numbered lines will do: too many, too long, or two with one name. */
export function tappable(
  options: readonly OutOption[],
  can: Pick<Capabilities, 'buttons' | 'rows'>,
): { readonly as: 'buttons' | 'list'; readonly choices: readonly Choice[] } | undefined {
  const choices = options.map(({ id, label }) => ({ id, title: label.trim() }));
  if (choices.length === 0 || choices.some((c) => c.title === '')) return undefined;
  if (new Set(choices.map((c) => c.title)).size < choices.length) return undefined;
  const short = (limit: number) => choices.every((c) => c.title.length <= limit);
  if (choices.length <= can.buttons && short(LIMITS.buttonTitle)) return { as: 'buttons', choices };
  if (choices.length <= can.rows && short(LIMITS.rowTitle)) return { as: 'list', choices };
  return undefined;
}

/** "1 Sí" on a line of its own: what she types back. A bare number stands in the text already. */
export function numbered(text: string, options: readonly OutOption[]): string {
  const lines = options.flatMap(({ label }, i) => (label === String(i + 1) ? [] : [`${i + 1} ${label.trim()}`]));
  return [text.trimEnd(), ...lines].filter(Boolean).join('\n');
}

/** Offers where nothing can be tapped: the words themselves, unless the text already names them. */
export function named(text: string, offers: readonly OutOption[]): string {
  const missing = offers
    .map((o) => o.label.trim().toLocaleUpperCase())
    .filter((w) => !text.toLocaleUpperCase().includes(w));
  return missing.length === 0 ? text : [text.trimEnd(), missing.join(' · ')].filter(Boolean).join('\n');
}
