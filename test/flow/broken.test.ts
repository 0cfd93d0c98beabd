import { describe, expect, it } from 'vitest';
import { ISSUES } from '../../src/flow/issue-kinds.ts';
import { issuesOf, plantedFiles, readPlanted } from './planted.ts';

/** Found by others than these checks, or in packs too large for a fixture; each has its own test. */
const ELSEWHERE = /^(SMS|TURN|LESSON|LIVE)_|^(PAID_REPLIES|FILE_TOO_BIG|STEPS_TOO_MANY)$/;

describe.each(plantedFiles)('%s', (name) => {
  it('has exactly the issues planted in it', () => {
    const { expected, input } = readPlanted(name);
    const found = issuesOf(input).map(({ code, place }) => `${code} ${place.line}:${place.column}`);
    expect(found.sort()).toEqual(expected);
  });
});

it('every issue of the catalogue is planted somewhere', () => {
  const planted = new Set(
    plantedFiles.flatMap((name) => readPlanted(name).expected.map((line) => line.split(' ')[0]!)),
  );
  expect(Object.keys(ISSUES).filter((code) => !planted.has(code) && !ELSEWHERE.test(code))).toEqual([]);
  expect([...planted].filter((code) => !Object.hasOwn(ISSUES, code))).toEqual([]);
});

it('there are sixty packs and more, each with one kind of slip in it', () => {
  expect(plantedFiles.length).toBeGreaterThanOrEqual(60);
});
