import type { Millis } from '../../base/clock.ts';
import type { OutMessage, OutTemplate } from '../../domain/outbound.ts';
import type { PackTemplate, StandIn } from '../../domain/template.ts';
import { carriesWords, fixedTap } from '../../domain/template.ts';
import { baseOf, chainOf } from '../../locale/chain.ts';
import { categoryAt, type TemplateRow, usable } from './state.ts';

/** The template that a message goes by, and its price class. */
export interface Chosen {
  readonly template: OutTemplate;
  readonly category: string;
  /** Kept with the row: `name/language`, as the pack says it. */
  readonly key: string;
  /** It only calls her: what the message says is still to be said. */
  readonly called: boolean;
}

export interface Choosing {
  /** Of the loaded packs, for every programme. */
  readonly packs: readonly PackTemplate[];
  /** Of this channel, by `name/language`. */
  readonly known: ReadonlyMap<string, TemplateRow>;
  /** The provider names a template by an id of its own: without it none can go (Twilio). */
  readonly byId: boolean;
  readonly now: Millis;
}

export const keyOf = ({ name, language }: { readonly name: string; readonly language: string }): string =>
  `${name}/${language}`;

/**
 * The first template that may go instead of a message, nearest first: of its purpose in her language or the one spoken
 * beside it, then the generic one; last the one that the message itself names. Undefined when none may.
 */
export function choose(message: OutMessage, at: Choosing): Chosen | undefined {
  const { standIn, template } = message;
  for (const pack of standIn ? candidates(standIn, at.packs) : []) {
    const row = at.known.get(keyOf(pack));
    const parameters = parametersOf(pack, standIn!.values);
    if (!parameters || !usable(row, pack, at.now) || (at.byId && !row?.provider_id)) continue;
    const category = categoryAt(row, pack, at.now);
    return { template: filled(pack, parameters, standIn!, row), category, key: keyOf(pack), called: !tellsAll(pack) };
  }
  if (!template) return undefined;
  const row = at.known.get(keyOf(template));
  if (row && row.status !== null && row.status !== 'approved') return undefined;
  return { template, category: categoryAt(row, undefined, at.now), key: keyOf(template), called: false };
}

/** Its variables hold all that there is to say. */
function tellsAll({ purpose, variables }: PackTemplate): boolean {
  if (purpose === 'staff') return variables.some(({ key }) => key === 'number');
  return purpose === 'session' || purpose === 'broadcast';
}

/** Might any template stand in for it, were all of them well? */
export function hasCandidates({ standIn, template }: OutMessage, packs: readonly PackTemplate[]): boolean {
  return template !== undefined || (standIn !== undefined && candidates(standIn, packs).length > 0);
}

function candidates({ purpose, programme, language }: StandIn, packs: readonly PackTemplate[]): PackTemplate[] {
  const own = packs.filter((pack) => pack.programme === programme && (purpose !== 'broadcast' || carriesWords(pack)));
  // Words for learners are none for staff; and what one broadcast says, no other words say.
  const purposes = ['staff', 'message', 'broadcast'].includes(purpose) ? [purpose] : [purpose, 'message'];
  return purposes.flatMap((wanted) => {
    const fit = own.filter((pack) => pack.purpose === wanted);
    return [...new Set(chainOf(language).flatMap((one) => [...exactly(fit, one), ...nearly(fit, one)]))];
  });
}

/** Meta writes es_MX where we write es-MX. */
const exactly = (fit: readonly PackTemplate[], language: string) =>
  fit.filter((pack) => pack.language === language.replace('-', '_'));
const nearly = (fit: readonly PackTemplate[], language: string) =>
  fit.filter((pack) => baseOf(pack.language.replace('_', '-')) === baseOf(language));

/** Meta takes no line breaks, tabs or runs of spaces in a parameter, and no empty one. Undefined: something is missing. */
function parametersOf(pack: PackTemplate, values: StandIn['values']): readonly string[] | undefined {
  const all = pack.variables.map(({ key, fallback }) => (values[key]?.replace(/\s+/g, ' ').trim() || fallback) ?? '');
  return all.includes('') ? undefined : all;
}

function filled(
  pack: PackTemplate,
  parameters: readonly string[],
  { tap, purpose }: StandIn,
  row: TemplateRow | undefined,
): OutTemplate {
  const text = pack.body.replace(/\{\{(\d+)\}\}/g, (_, nth: string) => parameters[Number(nth) - 1] ?? '');
  const { button } = pack;
  // "Leer mensaje" is no "Sí voy"; but whatever calls her to a lesson opens it.
  const means = pack.purpose === purpose || purpose === 'lesson' ? tap : undefined;
  return {
    name: row?.provider_id?.startsWith('HX') ? row.provider_id : pack.name,
    language: pack.language,
    parameters,
    text,
    ...(button === undefined ? {} : { button: { title: button, tap: means ?? fixedTap(pack.purpose) } }),
  };
}
