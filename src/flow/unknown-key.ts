import { type Said, says } from '../locale/sentence.ts';
import type { Issues } from './issues.ts';
import type { Source, YamlPath } from './source.ts';
import { renamedKey } from './source-edit.ts';
import { didYouMean, surelyMeant } from './suggest.ts';
import { inQuotes } from './yaml-line.ts';

type YamlMap = Readonly<Record<string, unknown>>;

/** Reports a key that a map does not have; the key that was surely meant, so that nobody is told that it is missing too. */
export function tellUnknownKey(
  key: string,
  map: YamlMap,
  path: YamlPath,
  known: readonly string[],
  message: Said,
  { source, issues }: { readonly source: Source; readonly issues: Issues },
): string | undefined {
  const comma = cutByComma(key, map, path, source);
  if (comma === 'told') return undefined;
  const meant = comma ? undefined : surelyMeant(key, known);
  const free = meant !== undefined && !Object.hasOwn(map, meant);
  issues.add(
    'KEY_UNKNOWN',
    source.place([...path, key], 'key'),
    message,
    comma ?? didYouMean(key, known) ?? setTooFarLeft(key, map),
    free ? renamedKey(source, [...path, key], meant) : undefined,
  );
  return free ? meant : undefined;
}

/** `{ say: Bien, siga. }`: what follows the comma became a key without a value. `told`: of the comma before it already. */
function cutByComma(key: string, map: YamlMap, path: YamlPath, source: Source): Said | 'told' | undefined {
  const braces = source.span(path);
  if (map[key] !== null || !braces || source.text[braces.from] !== '{') return undefined;
  const keys = Object.keys(map);
  const parts = keys.slice(keys.indexOf(key));
  const end = parts.findIndex((part) => map[part] !== null);
  const before = keys[keys.indexOf(key) - 1];
  if (before === undefined) return undefined;
  if (map[before] === null) return 'told';
  if (typeof map[before] !== 'string') return undefined;
  const words = [map[before], ...(end < 0 ? parts : parts.slice(0, end))].join(', ');
  const shown = words.length > 60 ? undefined : inQuotes(words);
  return shown === undefined ? says('KEY_UNKNOWN.comma') : says('KEY_UNKNOWN.comma.so', { key: before, text: shown });
}

/** Under a key that is left empty, what stands beside it was likely meant to stand in it. */
function setTooFarLeft(key: string, map: YamlMap): Said | undefined {
  const keys = Object.keys(map);
  const empty = keys.slice(0, keys.indexOf(key)).findLast((before) => map[before] === null);
  return empty === undefined ? undefined : says('KEY_UNKNOWN.left', { key: empty });
}
