import type { SourceEdit } from './issue.ts';
import type { Source, YamlPath } from './source.ts';

/** Writes another key in the place of one; undefined where there is none. */
export function renamedKey(source: Source, path: YamlPath, to: string | undefined): SourceEdit | undefined {
  const key = to === undefined ? undefined : source.span(path, 'key');
  return key && to !== undefined ? { ...key, insert: to } : undefined;
}

/**
 * Adds `line` (`id: maiz`) to a map, below the key `after`, as the map is written: on a line of its own, or behind a comma in
 * braces. Everything else stays byte for byte. Undefined where `after` has no value to stand below.
 */
export function addedBelow(source: Source, map: YamlPath, after: string, line: string): SourceEdit | undefined {
  const { text } = source;
  const whole = source.span(map);
  const key = source.span([...map, after], 'key');
  const value = source.span([...map, after]);
  if (!whole || !key || !value) return undefined;
  if (text[whole.from] === '{') return { from: value.to, to: value.to, insert: `, ${line}` };
  // `|+` keeps the empty lines behind it: to write among them would change the text.
  if (/^[|>]\d?\+/.test(text.slice(value.from, value.from + 3))) return undefined;
  let end = value.to;
  while (end > value.from && /\s/.test(text[end - 1]!)) end -= 1;
  const lineEnd = text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = ' '.repeat(key.from - (text.lastIndexOf('\n', key.from - 1) + 1));
  return { from: at, to: at, insert: `${newline}${indent}${line}` };
}
