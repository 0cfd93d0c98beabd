import i18next, { type FormatterModule, type i18n } from 'i18next';
import type { Catalogue, Entry } from './catalogue.ts';
import { baseOf, chainOf } from './chain.ts';

export type Vars = Readonly<Record<string, string | number>>;

/** A text for WhatsApp and for SMS. The SMS form is not folded yet: that is decided over the whole message. */
export interface BothForms {
  readonly text: string;
  readonly sms: string;
}

export interface Texts {
  /**
   * A system text in both forms, from the nearest catalogue of the chain; `count` picks the plural and fills `{{count}}`.
   * Throws on a key that no catalogue has: a test keeps the keys of Spanish and English the same and looks for those used.
   */
  say(
    key: string,
    at: {
      readonly language: string;
      readonly address?: 'usted' | 'tu';
      readonly vars?: Vars;
      readonly count?: number;
    },
  ): BothForms;
  /** Fills `{{name}}` and `{{name|vecina}}` in a text of a pack. Values are put in as they are, never read as places. */
  interpolate(text: string, vars: Vars): string;
}

/** Plural categories of CLDR beside `one` and `other`; a language that has them may leave them to `other` (es: a million). */
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many'] as const;

/** System texts over i18next. Reads no disk: the catalogues are given. */
export function createTexts(catalogues: readonly Catalogue[]): Texts {
  const instance = start(catalogues);
  const known = new Set(catalogues.map(({ language, address }) => code(language, address)));
  const chains = new Map<string, readonly string[]>();
  const chainFor = (language: string, address: 'usted' | 'tu'): readonly string[] => {
    const key = code(language, address);
    let chain = chains.get(key);
    if (!chain) {
      chain = byAddress(chainOf(language), address).filter((one) => known.has(one));
      chains.set(key, chain);
    }
    return chain;
  };
  /** Looking a text up costs more than all else about it; there are as many as the catalogues have, so all are kept. */
  const templates = new Map<string, BothForms>();
  const templateOf = (key: string, language: string, address: 'usted' | 'tu'): BothForms => {
    const name = `${code(language, address)} ${key}`;
    const known = templates.get(name);
    if (known) return known;
    const options = { lngs: chainFor(language, address), skipInterpolation: true, nest: false };
    const made = { text: instance.t(key, { ...options, ns: 'text' }), sms: instance.t(key, { ...options, ns: 'sms' }) };
    templates.set(name, made);
    return made;
  };
  const interpolate = (text: string, vars: Vars): string =>
    text.includes('{{') ? instance.services.interpolator.interpolate(text, places(vars), 'es', {}) : text;
  return {
    say(key, { language, address = 'usted', vars = {}, count }) {
      if (count === undefined) {
        const { text, sms } = templateOf(key, language, address);
        return { text: interpolate(text, vars), sms: interpolate(sms, vars) };
      }
      const options = { lngs: chainFor(language, address), replace: places({ count, ...vars }), nest: false, count };
      return {
        text: instance.t(key, { ...options, ns: 'text' }),
        sms: instance.t(key, { ...options, ns: 'sms' }),
      };
    },
    interpolate,
  };
}

/** What i18next calls a format, after the separator, is our fallback for an empty place: `{{name|vecina}}`. */
const FALLBACK: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value, fallback) => (value === undefined || value === null || value === '' ? (fallback ?? '') : value),
};

/** A catalogue's name in i18next: the tú texts of es-MX are `es-MX-x-tu`, a well-formed tag, so that plurals work. */
function code(language: string, address: 'usted' | 'tu' = 'usted'): string {
  return address === 'tu' ? `${language}-x-tu` : language;
}

/** Within one language the form of address weighs more than the region; between languages the language does. */
function byAddress(chain: readonly string[], address: 'usted' | 'tu'): readonly string[] {
  if (address === 'usted') return chain;
  const bases = [...new Set(chain.map(baseOf))];
  return bases.flatMap((base) => {
    const own = chain.filter((language) => baseOf(language) === base);
    return [...own.map((language) => code(language, 'tu')), ...own];
  });
}

/** Both forms are whole namespaces of the same catalogue, so that a text and its SMS form never mix languages. */
function start(catalogues: readonly Catalogue[]): i18n {
  const resources: Record<string, { text: Record<string, string>; sms: Record<string, string> }> = {};
  for (const { language, address, entries } of catalogues) {
    const text: Record<string, string> = {};
    const sms: Record<string, string> = {};
    for (const [key, entry] of Object.entries(withAllPlurals(entries))) {
      text[key] = typeof entry === 'string' ? entry : entry.text;
      sms[key] = typeof entry === 'string' ? entry : (entry.sms ?? entry.text);
    }
    resources[code(language, address)] = { text, sms };
  }
  const instance = i18next.createInstance().use(FALLBACK);
  void instance.init({
    resources,
    lng: 'es',
    ns: ['text', 'sms'],
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, formatSeparator: '|' },
    missingInterpolationHandler: () => '',
    parseMissingKeyHandler: (key) => {
      throw new Error(`There is no system text "${key}" in any catalogue.`);
    },
  });
  return instance;
}

function withAllPlurals(entries: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> {
  const all: Record<string, Entry> = {};
  for (const [key, entry] of Object.entries(entries)) {
    const counted = /^(.+)_other$/.exec(key)?.[1];
    if (counted) for (const category of CATEGORIES) all[`${counted}_${category}`] ??= entry;
  }
  return { ...all, ...entries };
}

/** Own values only: `{{constructor}}` is a name like any other. */
function places(vars: Vars): Vars {
  return Object.assign(Object.create(null), vars);
}
