import type { Place } from './issue.ts';

/** Where the keys of a JSON file stand. */
export interface JsonPlaces {
  /** The key that the path leads to, or the nearest above it that is there. */
  place(keys: readonly string[]): Place;
  /** Keys that stand twice in one map: of the two only the later counts. */
  readonly twice: readonly (readonly string[])[];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;
/** Flow, step, field, and what a text with its hash is made of; nothing deeper is ever pointed at. */
const DEEPEST = 4;
const BETWEEN = '\u0000';

/**
 * Reads valid JSON once for the places of its keys. A YAML parser could do it, at a hundred times the cost: translations
 * are the largest files of a pack.
 */
export function jsonPlaces(path: string, text: string): JsonPlaces {
  const found = new Map<string, { at: number; length: number }>();
  const twice: string[][] = [];
  // The key under which each open map or list stands; a list has none of its own.
  const open: { key: string; isMap: boolean }[] = [];
  let key = '';
  let last: { written: string; at: number } | undefined;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push({ key, isMap: token === '{' });
      key = '';
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && last && open.at(-1)?.isMap && open.length <= DEEPEST) {
      key = unquoted(last.written);
      const keys = [...open.slice(1).map((one) => one.key), key];
      const name = keys.join(BETWEEN);
      if (found.has(name)) twice.push(keys);
      found.set(name, { at: last.at, length: last.written.length });
    } else last = { written: token, at: index };
  }
  const lines = lineStarts(text);
  // What stands in a map that stands twice is only its consequence.
  const doubled = new Set(twice.map((keys) => keys.join(BETWEEN)));
  const own = twice.filter((keys) => keys.every((_, n) => n === 0 || !doubled.has(keys.slice(0, n).join(BETWEEN))));
  return {
    twice: own,
    place(keys) {
      for (let n = keys.length; n > 0; n--) {
        const here = found.get(keys.slice(0, n).join(BETWEEN));
        if (here) return { path, ...lineAndColumn(lines, here.at), length: here.length };
      }
      return { path, line: 1, column: 1 };
    },
  };
}

export const LINE_BREAK = /\r\n|\r|\n/g;

/** Line and column, both from 1, of an offset. */
export function lineAndColumn(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

/** Offsets at which the lines of a text begin, as an editor counts them: a lone return breaks a line too. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(LINE_BREAK)) starts.push(index + end.length);
  return starts;
}

function unquoted(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
}
