import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type Said, says } from '../locale/sentence.ts';
import type { IssueCode } from './issue-kinds.ts';
import { ISSUES } from './issue-kinds.ts';
import type { Issues } from './issues.ts';
import type { Source, YamlPath } from './source.ts';
import { EXPECTS_STEPS } from './steps/fields.ts';
import { nearestOf } from './suggest.ts';
import { tellUnknownKey } from './unknown-key.ts';
import { inQuotes } from './yaml-line.ts';

type ZodIssue = z.core.$ZodIssue;

/**
 * Checks a part of a file against a schema; reports every mistake at its own place and returns undefined then.
 * Where the schema wants text and YAML made a number, truth or nothing of it (1.50, true, null), the text as written
 * is taken instead. Keys of the whole that are there but `misspelt` are not missing.
 */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  at: YamlPath,
  source: Source,
  issues: Issues,
  misspelt: ReadonlySet<string> = new Set(),
): T | undefined {
  let result = schema.safeParse(value);
  if (!result.success && takeWritten(result.error.issues, value, at, source)) result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    if (!isMisspelt(issue, value, misspelt)) report(issue, value, at, schema, source, issues);
  return undefined;
}

function isMisspelt({ path: [key, ...rest] }: ZodIssue, value: unknown, misspelt: ReadonlySet<string>): boolean {
  return rest.length === 0 && typeof key === 'string' && misspelt.has(key) && child(value, key) === undefined;
}

/** The keys that an object schema knows; undefined when it is no plain object. */
export function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  return (schema as unknown as { shape?: Record<string, z.ZodType> }).shape;
}

/** The schema of a part of the file; of what may take several forms, that very schema. */
function schemaAt(schema: z.ZodType, path: YamlPath): z.ZodType {
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap;
  const [part, ...rest] = path;
  if (typeof inner === 'function' && 'innerType' in schema.def) return schemaAt(inner.call(schema), path);
  if (part === undefined) return schema;
  const next = typeof part === 'number' ? (schema as { element?: z.ZodType }).element : shapeOf(schema)?.[part];
  return next ? schemaAt(next, rest) : schema;
}

/** Puts the written text where a string was expected. True when anything changed. */
function takeWritten(found: readonly ZodIssue[], value: unknown, at: YamlPath, source: Source): boolean {
  let changed = false;
  for (const path of found.flatMap((issue) => wantsText(issue, []))) {
    const last = path.at(-1);
    const holder = path.slice(0, -1).reduce<unknown>((inner, part) => child(inner, part), value);
    if (last === undefined || typeof holder !== 'object' || holder === null) continue;
    const written = source.written([...at, ...path]);
    const now = child(holder, last);
    if (written === undefined || written === '' || typeof now === 'string' || (typeof now === 'object' && now !== null))
      continue;
    (holder as Record<string | number, unknown>)[last] = written;
    changed = true;
  }
  return changed;
}

function wantsText(issue: ZodIssue, above: YamlPath): YamlPath[] {
  const path = [...above, ...plainPath(issue.path)];
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap((inner) => wantsText(inner, path));
  return issue.code === 'invalid_type' && issue.expected === 'string' ? [path] : [];
}

function report(
  issue: ZodIssue,
  value: unknown,
  at: YamlPath,
  schema: z.ZodType,
  source: Source,
  issues: Issues,
): void {
  const path = writtenPath(issue.path, value);
  const name = path.at(-1);
  const now = path.reduce<unknown>((inner, part) => child(inner, part), value);
  const place = source.place([...at, ...path]);

  const meant = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
  if (meant) {
    for (const inner of meant)
      report({ ...inner, path: [...issue.path, ...inner.path] }, value, at, schema, source, issues);
  } else if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(shapeOf(schemaAt(schema, path)) ?? {});
    const map = now as Readonly<Record<string, unknown>>;
    for (const key of issue.keys)
      tellUnknownKey(key, map, [...at, ...path], known, says('KEY_UNKNOWN.here', { key }), {
        source,
        issues,
      });
  } else if (issue.code === 'custom' && isIssueCode(issue.params?.['code'])) {
    const { code, message, fix } = issue.params as { code: IssueCode; message: Said; fix?: Said };
    issues.add(code, place, message, fix);
  } else if (now === undefined && name !== undefined) {
    issues.add('KEY_MISSING', source.place([...at, ...path.slice(0, -1)]), says('KEY_MISSING', { name }));
  } else if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const near = nearestOf(String(now), values);
    issues.add(
      'VALUE_INVALID',
      place,
      says('VALUE_INVALID.list', { value: show(now), values: values.join(', ') }),
      near === undefined ? undefined : says('near', { word: near }),
    );
  } else {
    issues.add(
      'VALUE_INVALID',
      place,
      says('VALUE_INVALID', { what: nameOf(path), value: show(now), expected: plainSentence(issue) }),
      asMeant(path, now, issue),
    );
  }
}

function nameOf(path: YamlPath): Said | string {
  const name = path.at(-1);
  if (typeof name !== 'number') return name === undefined ? says('value.this') : `\`${name}\``;
  return path.length > 1
    ? says('value.item-of', { nth: name + 1, list: path.at(-2)! })
    : says('value.item', { nth: name + 1 });
}

/** What an author wrote in another form than it takes. */
function asMeant(path: YamlPath, now: unknown, issue: ZodIssue): Said | undefined {
  if (issue.code === 'custom' && issue.message === EXPECTS_STEPS) {
    if (typeof now === 'string' && now.length <= 60)
      return says('VALUE_INVALID.steps', { key: path.at(-1)!, text: inQuotes(now) ?? '…' });
    const [dash] = Object.keys((typeof now === 'object' && now) || {}).filter((key) => /^-\S/.test(key));
    return dash === undefined ? undefined : says('VALUE_INVALID.dash', { key: dash.slice(1) });
  }
  if (typeof path.at(-1) !== 'number' || typeof now !== 'object' || now === null) return undefined;
  const [first, ...more] = Object.entries(now);
  // `- Dos: el mejor` is a text that its colon made a map of.
  if (first && more.length === 0 && typeof first[1] === 'string')
    return says('YAML_SYNTAX.quotes.double', { line: `"${first[0]}: ${first[1]}"` });
  return path.at(-2) === 'options' ? says('VALUE_INVALID.options.fix') : undefined;
}

/** Of several forms, the one the author seems to have meant: of the right kind, with the fewest mistakes in it. */
function nearestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined {
  const ofTheKind = branches.filter((branch) =>
    branch.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  return ofTheKind.sort((a, b) => a.length - b.length)[0];
}

function plainSentence(issue: ZodIssue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return WORDS[issue.expected] ?? says('expects.type', { type: issue.expected });
    case 'invalid_union':
      return issue.errors
        .flat()
        .map(plainSentence)
        .filter((one, i, all) => all.findIndex((other) => isDeepStrictEqual(one, other)) === i)
        .reduce((a, b) => says('or.comma', { a, b }));
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? says('expects.more')
        : says('expects.least', { least: Number(issue.minimum) });
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? says('expects.shorter', { most: Number(issue.maximum) })
        : says('expects.most', { most: Number(issue.maximum) });
    default:
      // Our own schemas name what they expect by its key; what is left is in the words of zod.
      return issue.message.startsWith('expects.')
        ? { key: issue.message, values: {} }
        : says('expects.other', { message: issue.message });
  }
}

const WORDS: Readonly<Record<string, Said>> = {
  string: says('expects.text'),
  number: says('expects.number'),
  int: says('expects.int'),
  boolean: says('expects.boolean'),
  array: says('expects.list'),
  object: says('expects.map'),
  record: says('expects.map'),
};

function show(value: unknown): Said {
  if (Array.isArray(value)) return says('value.list');
  if (typeof value === 'object' && value !== null) return says('value.map');
  if (value === null) return says('value.empty');
  return says('value.written', { text: String(value as string | number | boolean).slice(0, 60) });
}

function child(value: unknown, part: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined;
}

function plainPath(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

/** Where a list is asked for and one thing stands, zod has read a list of one: the author wrote no list, so its place has no number. */
function writtenPath(read: readonly PropertyKey[], value: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  let inner = value;
  for (const part of plainPath(read)) {
    if (part === 0 && inner !== undefined && !Array.isArray(inner)) continue;
    inner = child(inner, part);
    path.push(part);
  }
  return path;
}

function isIssueCode(code: unknown): code is IssueCode {
  return typeof code === 'string' && Object.hasOwn(ISSUES, code);
}
