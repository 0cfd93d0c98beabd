import type { Millis } from '../../base/clock.ts';

/** What an author may do to the network, once, for one message of hers. */
export const FAULTS = ['duplicate', 'late', 'undelivered', 'refused'] as const;
export type BenchFault = (typeof FAULTS)[number];

/** One thing that an author does on her bench. A list of them is enough to come to the same place again. */
export type BenchAct =
  | {
      readonly kind: 'say';
      /** Who holds the phone; absent: the phone of the header. */
      readonly who?: string;
      /** As a transcript writes it after `<`: text, `(button) Sí`, `[photo]`. */
      readonly said: string;
      readonly fault?: BenchFault;
    }
  | { readonly kind: 'wait'; readonly ms: Millis }
  /** Goes on until something comes to a phone. */
  | { readonly kind: 'next' }
  /** The product stops and starts again on the same records. */
  | { readonly kind: 'restart' };

const UNITS: readonly (readonly [string, Millis])[] = [
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** `~ 2 days`, in the largest unit that says it exactly. */
export function waitLine(ms: Millis): string {
  const [unit, size] = UNITS.find(([, one]) => ms >= one && ms % one === 0) ?? ['second', 1_000];
  const count = Math.round(ms / size);
  return `~ ${count} ${unit}${count === 1 ? '' : 's'}`;
}
