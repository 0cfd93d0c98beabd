import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERBS } from '../../src/assemble/capabilities.ts';
import { checkPacks } from '../../src/assemble/check.ts';
import type { Played } from '../../src/assemble/play.ts';
import { playTranscripts } from '../../src/assemble/play.ts';

const TOP = join(import.meta.dirname, '../..');
const FOLDERS = { flows: join(TOP, 'test/data/every-verb'), locales: join(TOP, 'locales') };

test('one lesson with every verb there is compiles without an issue and plays to its end', async () => {
  const lesson = readFileSync(join(FOLDERS.flows, 'todo/lessons/todo.yaml'), 'utf8');
  const written = VERBS.filter(({ internal }) => !internal).map(({ verb }) => verb);
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter((verb) => !new RegExp(`^ *- (\\{ )?${verb}:`, 'm').test(lesson))).toEqual([]);

  // Every verb in one lesson is more than a lesson may ask of anybody; nothing else is wrong with it.
  const { issues } = checkPacks(FOLDERS);
  expect(issues.map(({ code }) => code).filter((code) => !code.startsWith('LESSON_'))).toEqual([]);
  const played: Played[] = [];
  await playTranscripts(FOLDERS, [], (one) => played.push(one));
  expect(
    played.flatMap(({ path, differences }) => differences.map(({ line, says }) => `${path}:${line} ${says}`)),
  ).toEqual([]);
  expect(played).toHaveLength(1);
}, 60_000);
