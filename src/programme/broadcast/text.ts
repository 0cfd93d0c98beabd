import { RecadoError } from '../../base/errors.ts';
import type { Form } from '../../domain/channel.ts';
import { familyOf } from '../../locale/chain.ts';
import type { BothForms } from '../../locale/texts.ts';
import { toSms } from '../../text/fold.ts';
import { segmentsOf } from '../../text/segments.ts';
import type { PackFacts } from '../pack-facts.ts';
import { SEGMENTS_MOST, TEXT_MOST } from './limits.ts';

/** Words as their author gave them. */
export interface Words {
  readonly text: string;
  readonly sms?: string | undefined;
}

/** One language of a broadcast, ready to be filled in. `{{name}}` is the only place left in it. */
export interface BroadcastText extends BothForms {
  /** Null: for everybody whose language has none of its own. */
  readonly language: string | null;
  /** Stands for a name that we do not know. */
  readonly fallback: string;
  readonly named: boolean;
  /** "Para {{name}}:" before it on a phone that several share. */
  readonly sign: BothForms;
}

/**
 * The texts of a broadcast, checked. Throws BROADCAST_EMPTY, BROADCAST_LONG, and BROADCAST_PLACE for a `{{place}}` that is
 * not filled: `{{name|vecina}}` and `{{programme}}` are.
 */
export function textsOf(
  given: { readonly text?: Words | undefined; readonly texts?: Readonly<Record<string, Words>> | undefined },
  pack: PackFacts,
): readonly BroadcastText[] {
  const own = Object.entries(given.texts ?? {}).map(([language, words]) => textOf(language, words, pack));
  const all = given.text ? [...own, textOf(null, given.text, pack)] : own;
  if (all.length === 0) throw new RecadoError('BROADCAST_EMPTY');
  return all;
}

function textOf(language: string | null, words: Words, pack: PackFacts): BroadcastText {
  const text = words.text.trim();
  const sms = (words.sms ?? words.text).trim();
  if (text === '' || sms === '') throw new RecadoError('BROADCAST_EMPTY');
  if (text.length > TEXT_MOST)
    throw new RecadoError('BROADCAST_LONG', { count: text.length, unit: 'letters', most: TEXT_MOST });
  const { segments } = segmentsOf(toSms(sms));
  if (segments > SEGMENTS_MOST)
    throw new RecadoError('BROADCAST_LONG', { count: segments, unit: 'SMS', most: SEGMENTS_MOST });
  const fallbacks: string[] = [];
  const placed = (one: string): string =>
    one.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (place, inside: string) => {
      const [name, fallback = ''] = inside.split('|', 2).map((part) => part.trim());
      if (name === 'programme') return pack.title;
      if (name !== 'name' || fallback === '') throw new RecadoError('BROADCAST_PLACE', { place });
      fallbacks.push(fallback);
      return '{{name}}';
    });
  const filled = { text: placed(text), sms: placed(sms) };
  const signs = familyOf(language ?? pack.languages[0]!).find((one) => pack.signature[one]);
  const sign = pack.signature[signs ?? pack.languages[0]!]!;
  return { language, ...filled, fallback: fallbacks[0] ?? '', named: fallbacks.length > 0, sign };
}

/** What a recipient reads. */
export function readBy(
  one: BroadcastText,
  form: Form,
  she: { readonly name: string | null; readonly shared: boolean },
): string {
  const fill = (words: string, name: string) => words.replaceAll('{{name}}', name);
  const key = form === 'sms' ? 'sms' : 'text';
  const sign = she.shared && she.name !== null ? `${fill(one.sign[key], she.name)} ` : '';
  const whole = sign + fill(one[key], she.name ?? one.fallback);
  return form === 'sms' ? toSms(whole) : whole;
}

/**
 * Language → place of its text, for SQL: her own language, its base, the one spoken beside it, then `*`. Languages that
 * nobody listed find theirs by their base.
 */
export function textByLanguage(texts: readonly BroadcastText[], pack: PackFacts): Readonly<Record<string, number>> {
  const place = (language: string | null) => texts.findIndex((one) => one.language === language);
  const rest = place(null);
  const found: Record<string, number> = rest < 0 ? {} : { '*': rest };
  if (texts.every(({ language }) => language === null)) return found;
  const languages = [...pack.languages, ...texts.flatMap(({ language }) => language ?? []), ...SPOKEN_BESIDE];
  for (const language of new Set(languages.flatMap((one) => [one, one.split('-', 1)[0]!]))) {
    const own = familyOf(language)
      .map(place)
      .find((at) => at >= 0);
    if (own !== undefined) found[language] = own;
  }
  return found;
}

/** Languages whose speakers may be given another's text (locale/chain.ts). */
const SPOKEN_BESIDE = ['yua', 'tzh', 'tzo', 'zoc', 'nah', 'qu', 'ay', 'gn'];
