import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ISSUES } from '../../src/flow/issue-kinds.ts';
import type { PackFile } from '../../src/flow/source.ts';
import { build, programmeFile } from './pack.ts';

const FOLDER = new URL('../data/broken/', import.meta.url);

/** Issues whose packs are too large or of another make; each has its own test beside this one. */
const ELSEWHERE = [
  'LIVE_ELSEWHERE',
  'LIVE_ENDS',
  'LIVE_ANEW',
  'LIVE_FLOW_GONE',
  'FILE_TOO_BIG',
  'YAML_TOO_DEEP',
  'STEPS_TOO_MANY',
  'TEXT_TOO_LONG',
  'TRANSLATION_UNKNOWN',
  'TRANSLATION_STALE',
  'TRANSLATION_PLACEHOLDER',
];

interface Planted {
  readonly expected: readonly string[];
  readonly files: readonly PackFile[];
}

/**
 * `# expect: CODE line:column` lines, then parts that begin with `#@ path`. Each part keeps the lines it has in the
 * fixture (those before it are blanked), so that the numbers are those an editor shows.
 */
function read(name: string): Planted {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').split('\n');
  const expected = lines.flatMap((line) => /^# expect: (\S+ \d+:\d+)$/.exec(line)?.[1] ?? []).sort();
  const starts = lines.flatMap((line, i) => (line.startsWith('#@ ') ? [i] : []));
  const files = starts.map((start, i) => ({
    path: posix.join('flows/prueba', lines[start]!.slice(3)),
    text: [...Array<string>(start + 1).fill(''), ...lines.slice(start + 1, starts[i + 1])].join('\n'),
  }));
  if (files.some((file) => file.path === 'flows/prueba/programme.yaml')) return { expected, files };
  const lessons = files.flatMap((file) => /^flows\/prueba\/lessons\/(.*)\.yaml$/.exec(file.path)?.[1] ?? []);
  return { expected, files: [programmeFile(lessons), ...files] };
}

const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe.each(fixtures)('%s', (name) => {
  it('has exactly the issues planted in it', () => {
    const { expected, files } = read(name);
    const { issues } = build(files, { mediaPaths: ['flows/prueba/media/dos-botes.ogg'] });
    expect(issues.map((issue) => `${issue.code} ${issue.place.line}:${issue.place.column}`).sort()).toEqual(expected);
  });
});

it('every issue of the catalogue is planted somewhere', () => {
  const planted = new Set(fixtures.flatMap((name) => read(name).expected.map((line) => line.split(' ')[0])));
  const missing = Object.keys(ISSUES).filter((code) => !planted.has(code) && !ELSEWHERE.includes(code));
  expect(missing).toEqual([]);
});
