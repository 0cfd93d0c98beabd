import { type Cost, priceOf } from '../../domain/price.ts';
import type { Price } from '../../domain/prices.ts';
import { isGsm7 } from '../../text/gsm7.ts';
import { segmentsOf } from '../../text/segments.ts';
import type { Words } from './turn.ts';
import { textOf } from './turn.ts';

/** What one turn costs by SMS, and what she sees of it. */
export interface SmsCost {
  readonly segments: number;
  /** Septets in GSM-7, UTF-16 units in UCS-2. */
  readonly units: number;
  readonly encoding: 'gsm7' | 'ucs2' | 'both';
  /** Signs outside GSM-7 that could not be given up and make the message dearer, each once … */
  readonly letters: readonly string[];
  /** … and by how many segments. */
  readonly dearerBy: number;
  /** Accents were given up to save: what she sees is not what was written. */
  readonly folded: boolean;
  /** Words that say something else without their accent: papá → papa. */
  readonly traps: readonly Trap[];
  /** Undefined where nobody wrote a price down. */
  readonly price: Cost | undefined;
}

export interface Trap {
  readonly written: string;
  readonly seen: string;
}

/** Words of Spanish that turn into another word when an accent goes. What only looks careless (cuanto, dia) is none. */
const TRAPS: ReadonlySet<string> = new Set(['papá', 'papás', 'mamá', 'mamás', 'sí', 'está', 'están', 'esté']);
const WORD = /[\p{L}\p{M}]+/gu;

/** Counts a turn as it goes out by SMS. `prices` are the programme's own; `country` is that of her number. */
export function smsCost({ composed, shown }: Words, country: string | null, prices: readonly Price[]): SmsCost {
  const texts = shown.map(textOf);
  const counted = texts.map(segmentsOf);
  const segments = sum(counted.map((one) => one.segments));
  const encodings = new Set(counted.map(({ encoding }) => encoding));
  const dear = texts.map(dearer);
  const written = composed.map((message) => (message.sms || message.text).normalize('NFC')).join('\n');
  const seen = texts.join('\n');
  const folded = accents(written) > accents(seen);
  return {
    segments,
    units: sum(counted.map((one) => one.units)),
    encoding: encodings.size === 1 ? [...encodings][0]! : 'both',
    letters: [...new Set(dear.flatMap(({ letters }) => letters))],
    dearerBy: sum(dear.map(({ by }) => by)),
    folded,
    traps: folded ? trapsIn(written, seen) : [],
    price: priceOf({ channel: 'twilio-sms', country, category: 'sms', segments }, prices),
  };
}

/** The letters that keep a text from GSM-7, where it would be cheaper without them. */
function dearer(text: string): { readonly letters: readonly string[]; readonly by: number } {
  if (isGsm7(text)) return { letters: [], by: 0 };
  const signs = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
  const plain = signs.map((sign) => (isGsm7(sign) ? sign : '?'.repeat(Array.from(sign).length))).join('');
  const by = segmentsOf(text).segments - segmentsOf(plain).segments;
  return by > 0 ? { letters: [...new Set(signs.filter((sign) => !isGsm7(sign)))], by } : { letters: [], by: 0 };
}

function trapsIn(written: string, seen: string): readonly Trap[] {
  const left = new Set(wordsIn(seen));
  return [...new Set(wordsIn(written))]
    .filter((word) => TRAPS.has(word.toLowerCase()) && !left.has(word))
    .map((word) => ({ written: word, seen: word.normalize('NFD').replace(/(?<![nN])\p{M}/gu, '') }));
}

const wordsIn = (text: string): readonly string[] => text.match(WORD) ?? [];
const accents = (text: string): number => text.normalize('NFD').match(/[aeiouAEIOU]\u0301/g)?.length ?? 0;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
