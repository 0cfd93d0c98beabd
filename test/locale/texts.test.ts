import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { chainOf } from '../../src/locale/chain.ts';
import { formatMoney, formatNumber } from '../../src/locale/numbers.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { localeFiles } from './files.ts';

const texts = createTexts([
  {
    language: 'es',
    entries: {
      hello: 'Hola {{name|vecina}}.',
      menu: { text: 'Menú', sms: 'Escriba MENU' },
      lessons_one: 'Lleva {{count}} lección.',
      lessons_other: 'Lleva {{count}} lecciones.',
      how: '¿Cómo está?',
      only: 'Sólo aquí',
    },
  },
  { language: 'es', address: 'tu', entries: { how: '¿Cómo estás?' } },
  { language: 'es-MX', entries: { how: '¿Cómo le va?', hello: 'Qué tal {{name|vecina}}.' } },
  { language: 'yua', entries: { hello: 'Bix a beel {{name}}' } },
  { language: 'en', entries: { hello: 'Hello {{name|neighbour}}.', fallback: 'Only in English' } },
]);
const say = (key: string, language: string, more = {}) => texts.say(key, { language, ...more });

describe('system texts', () => {
  it('come from the nearest language that has them', () => {
    expect(chainOf('yua')).toEqual(['yua', 'es-MX', 'es', 'en']);
    expect(chainOf('es-CL')).toEqual(['es-CL', 'es', 'en']);
    expect(say('hello', 'yua', { vars: { name: 'Ana' } }).text).toBe('Bix a beel Ana');
    expect(say('how', 'yua').text).toBe('¿Cómo le va?');
    expect(say('only', 'yua').text).toBe('Sólo aquí');
    expect(say('fallback', 'es-MX').text).toBe('Only in English');
    expect(say('only', 'en').text).toBe('Sólo aquí');
  });

  it('say tú where the programme does, before the wording of the region', () => {
    expect(say('how', 'es-MX', { address: 'tu' }).text).toBe('¿Cómo estás?');
    expect(say('how', 'es-MX', { address: 'usted' }).text).toBe('¿Cómo le va?');
    expect(say('menu', 'es-MX', { address: 'tu' }).text).toBe('Menú');
    expect(say('hello', 'yua', { address: 'tu' }).text).toContain('Bix');
  });

  it('have an SMS form of their own, or the same', () => {
    expect(say('menu', 'es')).toEqual({ text: 'Menú', sms: 'Escriba MENU' });
    expect(say('only', 'es')).toEqual({ text: 'Sólo aquí', sms: 'Sólo aquí' });
  });

  it('count', () => {
    expect(say('lessons', 'es', { count: 1 }).text).toBe('Lleva 1 lección.');
    expect(say('lessons', 'es', { count: 0 }).text).toBe('Lleva 0 lecciones.');
    expect(say('lessons', 'es-MX', { count: 2 }).sms).toBe('Lleva 2 lecciones.');
    // Spanish has a plural of its own for millions, which nobody writes a text for.
    expect(say('lessons', 'es', { count: 1_000_000 }).text).toBe('Lleva 1000000 lecciones.');
  });

  it('throw on a key that nobody has', () => {
    expect(() => say('nothing', 'es')).toThrow(/nothing/);
  });
});

describe('places in texts', () => {
  it('take the value, or the fallback where it is empty', () => {
    expect(texts.interpolate('Hola {{name|vecina}}', { name: 'Ana' })).toBe('Hola Ana');
    expect(texts.interpolate('Hola {{name|vecina}}', { name: '' })).toBe('Hola vecina');
    expect(texts.interpolate('Hola {{ name | querida vecina }}', {})).toBe('Hola querida vecina');
    expect(texts.interpolate('Hola {{name}}', {})).toBe('Hola ');
    expect(texts.interpolate('{{person.precio}} y {{n}}', { 'person.precio': 0, n: 3.5 })).toBe('0 y 3.5');
    expect(texts.interpolate('{{constructor}}{{__proto__}}{{toString|x}}', {})).toBe('x');
  });

  it('put any value in as it is', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('{{name}}', '{{x|y}}', '$t(hello)', '$&', "$'", '<b>&amp;', '{{', '}}'),
    );
    fc.assert(
      fc.property(
        value.filter((text) => text !== ''),
        (name) => {
          expect(texts.interpolate('A {{name|vecina}} B', { name })).toBe(`A ${name} B`);
          expect(texts.say('hello', { language: 'es', vars: { name } }).text).toBe(`Hola ${name}.`);
        },
      ),
    );
  });

  it('leave the dollars and brackets of an author alone', () => {
    expect(texts.interpolate('Cuesta $t(10) y $50 {a}', {})).toBe('Cuesta $t(10) y $50 {a}');
  });
});

describe('numbers and money', () => {
  it.each([
    [150050, 'MXN', 'es-MX', '$1,500.50'],
    [150000, 'MXN', 'es-MX', '$1,500'],
    [150000, 'CLP', 'es-CL', '$1.500'],
    [150050, 'BOB', 'es-BO', 'Bs 1.500,50'],
    [150050, 'EUR', 'es-ES', '1.500,50 €'],
    [150050, 'EUR', 'pt-PT', '1 500,50 €'],
    [150050, 'MXN', 'es', '$1,500.50'],
    [150050, 'MXN', 'yua', '$1,500.50'],
    [5000, 'USD', 'es-MX', 'USD 50'],
  ])('%i %s in %s is %s', (minor, currency, language, shown) => {
    expect(formatMoney(minor, currency, language)).toBe(shown);
  });

  it('are written as her locale does', () => {
    expect(formatNumber(1500.5, 'es-MX')).toBe('1,500.5');
    expect(formatNumber(1500, 'es-ES')).toBe('1.500');
  });
});

describe('the catalogues of the project', () => {
  const catalogues = systemCatalogues(localeFiles);
  const keysOf = (language: string): string[] =>
    catalogues
      .filter((one) => one.language === language && one.address === 'usted')
      .flatMap(({ entries }) => Object.keys(entries))
      .sort();
  const spanish = keysOf('es');

  it('have the same keys in Spanish and English', () => {
    expect(keysOf('en')).toEqual(spanish);
  });

  it('override in tú and in other languages only what Spanish has', () => {
    for (const { language, address, entries } of catalogues) {
      const strangers = Object.keys(entries).filter((key) => !spanish.includes(key));
      expect(strangers, `${language} ${address}`).toEqual([]);
    }
  });

  it('have both plural forms', () => {
    for (const key of spanish) {
      const counted = /^(.+)_(one|other)$/.exec(key)?.[1];
      if (counted) expect(spanish).toEqual(expect.arrayContaining([`${counted}_one`, `${counted}_other`]));
    }
  });

  it('name the same places in every language', () => {
    const places = (entry: unknown): string[] =>
      [...JSON.stringify(entry).matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]!).sort();
    const unique = (entry: unknown): string[] => [...new Set(places(entry))];
    const base = new Map(
      catalogues.filter((c) => c.language === 'es' && c.address === 'usted').flatMap((c) => Object.entries(c.entries)),
    );
    for (const { language, entries } of catalogues) {
      for (const [key, entry] of Object.entries(entries))
        expect(unique(entry), `${language} ${key}`).toEqual(unique(base.get(key)));
    }
  });

  it('say every key in every language and form of address, in both forms', () => {
    const all = createTexts(catalogues);
    for (const key of new Set(spanish.map((one) => one.replace(/_(one|other)$/, '')))) {
      for (const language of ['es', 'es-MX', 'yua', 'en', 'pt', 'ar']) {
        for (const address of ['usted', 'tu'] as const) {
          const said = all.say(key, { language, address, count: 2 });
          expect(said.text.trim(), key).not.toBe('');
          expect(said.sms.trim(), key).not.toBe('');
        }
      }
    }
  });

  it('have every key that the code asks for by name', () => {
    const root = join(import.meta.dirname, '../../src');
    const known = new Set(spanish.map((key) => key.replace(/_(one|other)$/, '')));
    const asked = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/\b(?:say|system)\(\s*(?:d,\s*)?'([a-z0-9.-]+)'/g)].map(
          (match) => `${match[1]} (${file})`,
        ),
      );
    // Until the catalogue is written there is nothing to hold the code against.
    const missing = spanish.length === 0 ? [] : asked.filter((key) => !known.has(key.split(' ')[0]!));
    expect(missing).toEqual([]);
  });
});
