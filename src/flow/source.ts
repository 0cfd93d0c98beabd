import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import { says } from '../locale/sentence.ts';
import type { Place } from './issue.ts';
import type { Issues } from './issues.ts';
import { lineAndColumn, lineStarts } from './json-places.ts';
import { DEPTH_MAX, FILE_MAX } from './limits.ts';
import { asTyped, inPrintedQuotes, unseenIn } from './word-processor.ts';
import { plainProblem } from './yaml-problem.ts';

/** A file of a pack, as whoever has a disk read it. Paths use `/` and begin with the pack's folder. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
}

export type YamlPath = readonly (string | number)[];

/** A pack file in plain values, able to say where each of them stands. */
export interface Source extends PackFile {
  readonly value: unknown;
  /** Where a value, or the key before it, stands; the nearest thing above where the path leads nowhere. */
  place(path: YamlPath, what?: 'key' | 'value'): Place;
  /** The place of a character inside a text value; of the whole value where line breaks run through it. */
  placeInText(path: YamlPath, offset: number, length: number): Place;
  /** A scalar as the author wrote it: 1.50 stays "1.50". */
  written(path: YamlPath): string | undefined;
  /** The comment that YAML found right after an unquoted text. */
  commentAfter(path: YamlPath): string | undefined;
  /** [from, to) of a value in the text, or of the key before it; undefined where the path leads nowhere. */
  span(path: YamlPath, what?: 'key' | 'value'): { readonly from: number; readonly to: number } | undefined;
  /** The path of a map or list of `value`, found again by identity. */
  pathOf(thing: object): YamlPath | undefined;
}

/** What a reader of UTF-8 puts where it cannot read, and characters that no phone shows. */
const NOT_TEXT = /[\uFFFD\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const NOT_UTF8 = [says('FILE_NOT_TEXT'), says('FILE_NOT_TEXT.fix')] as const;
const INVISIBLE = [says('FILE_NOT_TEXT.invisible'), says('FILE_NOT_TEXT.invisible.fix')] as const;

/** A file of nothing but aliases is one mistake, not a thousand. */
const ALIASES_TOLD = 10;

/** Reads one YAML file. Reports what is wrong with it as YAML; undefined when nothing can be made of it. */
export function readSource(file: PackFile, issues: Issues): Source | undefined {
  const top: Place = { path: file.path, line: 1, column: 1 };
  if (file.text.length > FILE_MAX) {
    issues.add('FILE_TOO_BIG', top, says('FILE_TOO_BIG', { letters: file.text.length, limit: FILE_MAX }));
    return undefined;
  }
  const strange = NOT_TEXT.exec(file.text);
  if (strange) {
    const at = { path: file.path, ...lineAndColumn(lineStarts(file.text), strange.index), length: 1 };
    const [message, fix] = strange[0] === '\uFFFD' ? NOT_UTF8 : INVISIBLE;
    issues.add('FILE_NOT_TEXT', at, message, fix);
    return undefined;
  }
  const deep = tooDeep(file.text);
  if (deep !== undefined) {
    issues.add(
      'YAML_TOO_DEEP',
      { path: file.path, ...lineAndColumn(lineStarts(file.text), deep) },
      says('YAML_TOO_DEEP', { limit: DEPTH_MAX }),
    );
    return undefined;
  }
  const typed = asTyped(file.text);
  const doc = parseDocument(typed, { logLevel: 'error', version: '1.2', prettyErrors: false });
  // Counted here: the parser's own counter passes over line breaks of what it cannot read.
  const lines = lineStarts(typed);
  const at = (start: number, end = start): Place => ({
    path: file.path,
    ...lineAndColumn(lines, start),
    length: Math.max(1, end - start),
  });

  for (const { from, to, insert } of unseenIn(file.text))
    issues.add(
      'TEXT_UNSEEN',
      at(from, to),
      says('TEXT_UNSEEN'),
      insert === '' ? says('TEXT_UNSEEN.fix.delete') : says('TEXT_UNSEEN.fix', { insert }),
      {
        from,
        to,
        insert,
      },
    );

  let usable = true;
  let aliases = 0;
  for (const problem of doc.errors) {
    if (problem.code === 'DUPLICATE_KEY')
      issues.add('YAML_DUPLICATE_KEY', at(...problem.pos), says('YAML_DUPLICATE_KEY'));
    else if (usable) {
      // What follows the first slip is mostly its consequence.
      usable = false;
      const { start, end, message, fix } = plainProblem(problem, typed);
      issues.add('YAML_SYNTAX', at(start, end), message, fix);
    }
  }
  if (!usable) return undefined;
  visit(doc, (_key, node, path) => {
    if (path.length > DEPTH_MAX * 2) {
      usable = false;
      issues.add(
        'YAML_TOO_DEEP',
        isScalar(node) || isMap(node) || isSeq(node) ? placeOf(node) : top,
        says('YAML_TOO_DEEP', { limit: DEPTH_MAX }),
      );
      return visit.BREAK;
    }
    if (isAlias(node)) {
      usable = false;
      issues.add('YAML_ALIAS', placeOf(node), says('YAML_ALIAS', { name: node.source }));
      aliases += 1;
      if (aliases === ALIASES_TOLD) return visit.BREAK;
    }
    if (isScalar(node) && node.type === Scalar.PLAIN && node.range && inPrintedQuotes(node.source ?? '')) {
      const [from, to] = node.range;
      const insert = `"${node.source!.slice(1, -1)}"`;
      issues.add('TEXT_QUOTES', placeOf(node), says('TEXT_QUOTES'), says('TEXT_QUOTES.fix'), {
        from,
        to,
        insert,
      });
    }
    if (isNode(node) && node.tag !== undefined && node.range) {
      usable = false;
      issues.add('YAML_SYNTAX', placeOf(node), says('YAML_SYNTAX.tag'), says('YAML_SYNTAX.tag.fix'));
    }
    return undefined;
  });
  if (!usable) return undefined;

  const paths = new WeakMap<object, YamlPath>();
  const value = plainValue(doc.contents, [], paths);

  function placeOf(node: Node | Pair): Place {
    if (isPair(node)) return placeOf(node.key as Node);
    const range = node.range;
    if (!range) return top;
    // A block of several lines is marked on its first.
    const end = typed.indexOf('\n', range[0]);
    return at(range[0], Math.min(range[1], end < 0 ? range[1] : end));
  }

  /** The node at a path, and the pair it is the value of. */
  function find(path: YamlPath): { node: Node | null; pair?: Pair; complete: boolean } {
    let node: Node | null = doc.contents;
    let pair: Pair | undefined;
    for (const part of path) {
      if (isMap(node)) {
        const next = node.items.find((item) => keyText(item.key) === String(part));
        if (!next) return { node, ...(pair && { pair }), complete: false };
        pair = next as Pair;
        node = (next.value as Node | null) ?? null;
      } else if (isSeq(node)) {
        const next = node.items[Number(part)] as Node | undefined;
        if (!next) return { node, ...(pair && { pair }), complete: false };
        pair = undefined;
        node = next;
      } else {
        return { node, ...(pair && { pair }), complete: false };
      }
    }
    return { node, ...(pair && { pair }), complete: true };
  }

  const place = (path: YamlPath, what: 'key' | 'value' = 'value'): Place => {
    const { node, pair, complete } = find(path);
    if (pair && (what === 'key' || !node || !complete)) return placeOf(pair);
    return node ? placeOf(node) : top;
  };

  return {
    ...file,
    value,
    place,
    placeInText(path, offset, length) {
      const { node, complete } = find(path);
      const whole = place(path);
      if (!complete || !isScalar(node) || !node.range) return whole;
      const [start, end] = node.range;
      const spread = typed.slice(start, end).includes('\n');
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      if (spread || (!quoted && node.type !== Scalar.PLAIN)) {
        const words = (node.source ?? '').slice(offset, offset + length);
        const found = words === '' ? -1 : typed.indexOf(words, start);
        return found >= 0 && found < end ? at(found, found + length) : whole;
      }
      return at(start + (quoted ? 1 : 0) + offset, start + (quoted ? 1 : 0) + offset + length);
    },
    written(path) {
      const { node, complete } = find(path);
      return complete && isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
    commentAfter(path) {
      const { node, complete } = find(path);
      if (!complete || !isScalar(node) || node.type !== Scalar.PLAIN || !node.range) return undefined;
      // Only on its own line: a comment on the next line belongs to whatever follows.
      return /^[ \t]+#[^\n]*/.exec(typed.slice(node.range[1]))?.[0]?.trim();
    },
    span(path, what = 'value') {
      const { node, pair, complete } = find(path);
      const range = complete ? (what === 'key' ? (pair?.key as Node | undefined) : node)?.range : undefined;
      return range ? { from: range[0], to: range[1] } : undefined;
    },
    pathOf: (thing) => paths.get(thing),
  };
}

/** Unclosed brackets, text or not, that no file has: what is deeper costs the parser minutes, and is not given to it. */
const BRACKETS_MAX = 5 * DEPTH_MAX;

/** Where brackets stand so deep within one another, or dashes in such a row. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (sign === '[' || sign === '{' ? 1 : -1));
    if (depth > BRACKETS_MAX) return index;
  }
  const dashes = new RegExp(`(?:- ){${BRACKETS_MAX}}`).exec(text);
  return dashes?.index;
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function plainValue(node: unknown, path: YamlPath, paths: WeakMap<object, YamlPath>): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) {
    const list = node.items.map((item, i) => plainValue(item, [...path, i], paths));
    paths.set(list, path);
    return list;
  }
  if (isMap(node)) {
    const map: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      const name = keyText(key);
      // The first of two equal keys counts (the second is reported). A key `__proto__` must stay a key.
      if (Object.hasOwn(map, name)) continue;
      Object.defineProperty(map, name, {
        value: plainValue(value, [...path, name], paths),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    paths.set(map, path);
    return map;
  }
  return null;
}
