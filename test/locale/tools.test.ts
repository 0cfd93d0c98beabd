import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NAMED } from '../../src/assemble/doctor.ts';
import { OUT_STATES } from '../../src/domain/delivery.ts';
import { ISSUES } from '../../src/flow/issue-kinds.ts';
import { toolCatalogues } from '../../src/locale/catalogue.ts';
import { REASONS } from '../../src/programme/broadcast/reason.ts';
import { STATES } from '../../src/programme/broadcast/row.ts';
import { RULES } from '../../src/programme/retention/index.ts';
import { APPLICATION_STATES } from '../../src/programme/selection/state.ts';
import { localeFiles } from './files.ts';

const TOP = join(import.meta.dirname, '../..');
const entriesOf = (language: string): Readonly<Record<string, string>> =>
  toolCatalogues(localeFiles).find((one) => one.language === language)!.entries as Record<string, string>;
const es = entriesOf('es');
const en = entriesOf('en');

const PLURAL = /_(zero|one|other)$/;
const base = (key: string): string => key.replace(PLURAL, '');
const placesIn = (text: string): string => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted().join(' ');

/** A sentence as the code says it: its key, and the names of what is filled in; without names it is a key alone. */
interface Use {
  readonly key: string;
  readonly names?: readonly string[];
  readonly where: string;
}

/** `says('KEY', { … })` and `phrase('key', { … })`, wherever they stand. */
function usesIn(path: string): Use[] {
  const code = readFileSync(join(TOP, path), 'utf8');
  const uses: Use[] = [];
  for (const { 0: call, 1: key, index } of code.matchAll(/\b(?:says|phrase)\(\s*'([A-Za-z][\w.-]*)'/g)) {
    const line = code.slice(0, index).split('\n').length;
    const rest = code.slice(index + call.length).trimStart();
    uses.push({
      key: key!,
      names: rest.startsWith(',') ? namesIn(rest.slice(1).trimStart()) : [],
      where: `${path}:${line}`,
    });
  }
  for (const { 1: key } of code.matchAll(/'(expects\.[a-z-]+)'/g)) uses.push({ key: key!, where: path });
  return uses;
}

/** The names of an object literal: those at its own depth. */
function namesIn(text: string): readonly string[] {
  let depth = 0;
  let quote = '';
  let own = '';
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      continue;
    }
    if ('\'"`'.includes(sign)) quote = sign;
    else if ('{[('.includes(sign)) depth += 1;
    else if ('}])'.includes(sign)) {
      depth -= 1;
      if (depth === 0) break;
    } else if (depth === 1) own += sign;
  }
  return own.split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []);
}

const OTHERS = /^(system|verb|staff|menu)/;
const ROOMS = ['flow', 'workshop', 'assemble', 'cli', 'programme'];
const uses = ROOMS.flatMap((room) =>
  readdirSync(join(TOP, 'src', room), { recursive: true, encoding: 'utf8' }).map((path) => `src/${room}/${path}`),
)
  .filter((path) => path.endsWith('.ts'))
  .concat('src/files.ts')
  .flatMap((path) => usesIn(path))
  .filter(({ key }) => !OTHERS.test(key));
/** Words chosen among by a value: `severity.error`. */
const CHOSEN = [
  'severity.error',
  'severity.warning',
  'fix.would',
  'fix.done',
  'test.end',
  'test.end.anew',
  ...['invited', 'consented', 'moved', 'already'].map((did) => `enrol.${did}`),
  ...NAMED.map((name) => `doctor.name.${name}`),
  ...RULES.map(({ id }) => `retention.rule.${id}`),
  ...APPLICATION_STATES.map((state) => `application.${state}`),
  ...STATES.map((state) => `notice-state.${state}`),
  ...['left-out', 'waiting', 'cancelled', ...OUT_STATES].map((outcome) => `outcome.${outcome}`),
  ...REASONS.map((reason) => `left-out.${reason}`),
  ...['drawing', 'valid', 'revoked', 'unprintable'].map((state) => `paper.${state}`),
  ...['empty', 'received', 'redo', 'accepted', 'answered'].map((state) => `section.${state}`),
  ...['live.on', 'live.again', 'live.elsewhere', 'live.over', 'live.over.lost'],
];

describe('what the author’s tools say', () => {
  test('both languages have the same keys, filled in alike', () => {
    expect(Object.keys(es).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const key of Object.keys(es)) expect(`${key} ${placesIn(es[key]!)}`).toBe(`${key} ${placesIn(en[key]!)}`);
  });

  test('every code has its title, and every title its code', () => {
    const titled = Object.keys(es).flatMap((key) => /^([A-Z_]+)\.title$/.exec(key)?.[1] ?? []);
    expect(titled.toSorted()).toEqual(Object.keys(ISSUES).toSorted());
  });

  test('every sentence of the code is in the catalogues, with just what they fill in', () => {
    const ours = uses.filter(({ key }) => /^[A-Z]/.test(key) || Object.keys(en).some((one) => base(one) === key));
    for (const { key, names, where } of ours) {
      const forms = Object.keys(en).filter((one) => one === key || (base(one) === key && PLURAL.test(one)));
      expect(forms, `${where} says ${key}`).not.toEqual([]);
      if (names === undefined) continue;
      const places = new Set(forms.flatMap((form) => [...placesIn(en[form]!).matchAll(/\w+/g)].map(([name]) => name)));
      const given = new Set(names);
      // What only picks the plural need not be shown, and a line of several shapes is given what each of them shows.
      for (const name of places) expect([...given], `${where} fills {{${name}}} of ${key}`).toContain(name);
      for (const name of given)
        if (name !== 'count') expect([...places], `${where} gives ${name} to ${key}`).toContain(name);
    }
  });

  test('every sentence of the catalogues is said somewhere', () => {
    const said = new Set([
      ...uses.map(({ key }) => key),
      ...CHOSEN,
      ...Object.keys(ISSUES).map((code) => `${code}.title`),
    ]);
    expect([...new Set(Object.keys(en).map(base))].filter((key) => !said.has(key))).toEqual([]);
  });

  test('Spanish is Spanish: quotes «…», usted, and no English left', () => {
    for (const [key, text] of Object.entries(es)) {
      const own = text.replace(/`[^`]*`|"[a-z]+"/g, '').replace(/\{\{\w+\}\}/g, '');
      expect(own).not.toMatch(/\b(the|is|are|with|and|not|this|your|of)\b/);
      expect(`${key}: ${own}`).not.toMatch(/\b(tú|tus|puedes|quieres|escribe tu)\b(?!\s*donde)/);
      if (!/^TRANSLATION_(SHAPE|SYNTAX)|TEXT_QUOTES|expects\.target/.test(key))
        expect(`${key}: ${own}`).not.toContain('"');
    }
  });
});
