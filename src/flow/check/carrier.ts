import { says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { forms } from '../placeholders.ts';
import { carriersOf } from './carrier-words.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import type { Words } from './words.ts';

/** Words for which a carrier may drop an SMS without telling anybody. WhatsApp knows no such list. */
export function carrierCheck({ programme }: CheckedPack, { issues }: CheckInput): (text: Words) => void {
  const lists = carriersOf(programme).map((one) => ({ ...one, words: new Set(one.words) }));
  if (lists.length === 0) return () => {};
  return ({ words: written, sms, isFirst, place }) => {
    for (const { country, words, about } of lists)
      for (const form of forms(sms)) {
        const found = [...form.matchAll(/\p{L}+/gu)].find(([word]) => words.has(normalise(word)));
        if (found === undefined) continue;
        issues.add(
          'CARRIER_WORD',
          sms === written ? place(found.index, found[0].length) : place(),
          says('CARRIER_WORD', { country, about, word: found[0] }),
          isFirst ? says('CARRIER_WORD.fix.sms') : says('CARRIER_WORD.fix'),
        );
        return;
      }
  };
}
