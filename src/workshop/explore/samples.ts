import type { MediaRef } from '../../domain/inbound.ts';
import type { Accepts } from '../../domain/question.ts';

/**
 * What the walker fills a lesson with: the longest that is plausible, so that a text which fits here fits for everybody.
 * She and the other on her phone begin with the same name, because then each message says both of hers.
 */
export const LONGEST = {
  /** Two given names are the most that women ask to be called by, and these are the commonest two. */
  name: 'María Guadalupe',
  other: 'María Luisa',
  /** What is written to "¿Qué vende?": a line, not a story. It is quoted back in later texts. */
  text: 'tamales de rajas, de mole y de dulce',
  /** Ejidos have names of several words. */
  place: 'Ejido Compuertas de la Boca, por la escuela',
  /** A piece of equipment, in whole units of the currency: six digits. */
  money: 250_000,
  number: 1_000,
  date: '2026-03-25',
} as const;

/** The least that is plausible, where a question sets no minimum of its own. */
export const LEAST = { money: 1, number: 0 } as const;

/** Nobody means anything by it, and no word of any language is near it. */
export const NONSENSE = 'xqwz vbnk';

/** A file of that kind; the walker never opens it. */
export function file(kind: MediaRef['kind']): MediaRef {
  return { kind, id: `walk-${kind}`, mime: MIME[kind] };
}

const MIME: Readonly<Record<MediaRef['kind'], string>> = {
  photo: 'image/jpeg',
  voice: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  document: 'application/pdf',
  sticker: 'image/webp',
};

/** The value that a question of this type leaves in her record: the longest plausible. */
export function longestOf(type: string, options: readonly string[], max?: number): string | number {
  switch (type) {
    case 'money':
      return max ?? LONGEST.money;
    case 'number':
      return max ?? LONGEST.number;
    case 'name':
      return LONGEST.name;
    case 'date':
      return LONGEST.date;
    case 'location':
      return LONGEST.place;
    default:
      return options.toSorted((a, b) => b.length - a.length)[0] ?? LONGEST.text;
  }
}

/** Least and most of a number that a question takes. */
export function bounds(accepts: Accepts, money: boolean): readonly [number, number] {
  const least = accepts.min ?? Math.min(money ? LEAST.money : LEAST.number, accepts.max ?? Number.POSITIVE_INFINITY);
  return [least, accepts.max ?? Math.max(money ? LONGEST.money : LONGEST.number, least)];
}
