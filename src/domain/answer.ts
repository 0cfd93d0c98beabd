import type { MediaRef } from './inbound.ts';

/** What a question may ask for. */
export const ANSWER_TYPES = [
  'text',
  'number',
  'money',
  'date',
  'yes-no',
  'yes-no-notyet',
  'choice',
  'name',
  'photo',
  'voice',
  'document',
  'location',
  'any',
] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** Keys of the built-in options. Flow files write them in `when:`. */
export const YES = 'yes';
export const NO = 'no';
export const NOT_YET = 'not yet';

/** An answer as understood. `raw` (what she typed) is kept beside it by whoever stores it. */
export type Answer =
  | { readonly type: 'text' | 'name'; readonly text: string }
  | { readonly type: 'number'; readonly number: number; readonly about?: boolean }
  /** Integer minor units (centavos) and ISO 4217 code. */
  | { readonly type: 'money'; readonly minor: number; readonly currency: string; readonly about?: boolean }
  /** yyyy-mm-dd in her own zone. */
  | { readonly type: 'date'; readonly date: string }
  /** Also yes-no and yes-no-notyet: `option` is the key. */
  | { readonly type: 'choice'; readonly option: string }
  | { readonly type: 'media'; readonly media: readonly MediaRef[]; readonly caption?: string }
  | { readonly type: 'location'; readonly latitude: number; readonly longitude: number }
  /** "no sé", "prefiero no decir": an answer of its own, never a zero. */
  | { readonly type: 'refused'; readonly how: 'unknown' | 'declined' };

/** The plain value that `save` keeps and CEL sees: string, number (money in major units), or null when refused. */
export function plainValue(answer: Answer): string | number | null {
  switch (answer.type) {
    case 'text':
    case 'name':
      return answer.text;
    case 'number':
      return answer.number;
    case 'money':
      return answer.minor / 100;
    case 'date':
      return answer.date;
    case 'choice':
      return answer.option;
    case 'media':
      return answer.caption ?? answer.media[0]?.kind ?? null;
    case 'location':
      return `${answer.latitude},${answer.longitude}`;
    case 'refused':
      return null;
  }
}
