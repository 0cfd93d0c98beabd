import type { Answer } from '../../domain/answer.ts';
import type { Lexicon } from './lexicon.ts';
import { isIn, wholeForms } from './phrases.ts';

/** "No sé" and "prefiero no decir" are answers of their own, never a zero or a no. Whole messages only. */
export function refusedIn(text: string, lexicon: Lexicon): Answer | null {
  const forms = wholeForms(text, lexicon);
  if (isIn(lexicon.refused.unknown, forms)) return { type: 'refused', how: 'unknown' };
  if (isIn(lexicon.refused.declined, forms)) return { type: 'refused', how: 'declined' };
  return null;
}
