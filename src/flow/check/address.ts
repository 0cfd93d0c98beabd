import { baseOf } from '../../locale/chain.ts';
import { says } from '../../locale/sentence.ts';
import { forms } from '../placeholders.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import type { Words } from './words.ts';

/**
 * Words that only tú says. What is a noun or a third person as well ("compras", "manda", "vas") is left out: a missed slip
 * costs less than a false alarm. With their accents, which keep "tú" from "tu" and "estás" from "estas".
 */
const TU =
  'tú ti contigo tuyo tuya tuyos tuyas tus tu tienes puedes quieres eres estás debes sabes necesitas haces vendes dices crees prefieres conoces escríbenos mándanos cuéntanos envíanos dinos avísanos contéstanos respóndenos'.split(
    ' ',
  );
/** Words that only usted says; an imperative only where a sentence begins with it, since "que escriba" is anybody. */
const USTED = ['usted'];
const USTED_OPENS =
  'escriba responda conteste mande envíe elija cuéntenos díganos mándenos escríbanos envíenos avísenos piense anote apunte'.split(
    ' ',
  );

/** What somebody else says in the text has its own form of address. */
const QUOTED = /"[^"]*"|“[^“”]*”|«[^«»]*»|‘[^‘’]*’/g;
const WORD = /\p{L}+/gu;
const OPENS = /(?:^|[.!?:\n¡¿])[ \t]*[¡¿]?(\p{L}+)/gu;

/** A pack says usted or tú, not both. Spanish only, and only where a word leaves no doubt. */
export function addressCheck({ programme }: CheckedPack, { issues }: CheckInput): (text: Words) => void {
  const { address } = programme;
  const foreign = new Set(address === 'usted' ? TU : USTED);
  const opening = new Set(address === 'usted' ? [] : USTED_OPENS);
  return ({ language, words, field, place }) => {
    // An option is what she says herself: "Tú" may be her answer.
    if (baseOf(language) !== 'es' || field.startsWith('options.')) return;
    for (const form of forms(words)) {
      const found = slip(
        form.replace(QUOTED, (said) => ' '.repeat(said.length)),
        foreign,
        opening,
      );
      if (!found) continue;
      issues.add(
        'ADDRESS_MIXED',
        place(found.at, found.word.length),
        says('ADDRESS_MIXED', {
          word: found.word,
          theirs: address === 'usted' ? 'tú' : 'usted',
          ours: address === 'usted' ? 'usted' : 'tú',
        }),
        address === 'usted' ? says('ADDRESS_MIXED.fix.usted') : says('ADDRESS_MIXED.fix.tu'),
      );
      return;
    }
  };
}

function slip(
  text: string,
  foreign: ReadonlySet<string>,
  opening: ReadonlySet<string>,
): { word: string; at: number } | undefined {
  for (const { 0: word, index } of text.matchAll(WORD)) if (foreign.has(word.toLowerCase())) return { word, at: index };
  if (opening.size === 0) return undefined;
  for (const { 0: all, 1: word, index } of text.matchAll(OPENS))
    if (opening.has(word!.toLowerCase())) return { word: word!, at: index + all.length - word!.length };
  return undefined;
}
