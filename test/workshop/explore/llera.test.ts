import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPacks } from '../../../src/assemble/check.ts';
import { speakerOf } from '../../../src/assemble/tongue.ts';
import { explorePacks, segmentTables } from '../../../src/assemble/turns.ts';
import { localeFiles } from '../../locale/files.ts';

const TOP = join(import.meta.dirname, '../../..');
const FOLDERS = { flows: join(TOP, 'flows'), locales: join(TOP, 'locales') };
/** Of this process alone: the machine may be busy with others. */
const EXPLORE_CPU = 5_000;

test('P3: no turn of llera takes more than two SMS segments, and the mean of each language is at most 1.5', () => {
  const [llera] = segmentTables(FOLDERS, 'llera');
  const dear = llera!.flows.flatMap(({ flow, language, turns }) =>
    turns.filter(({ shared }) => shared > 2).map(({ step }) => `${flow} ${language} ${step}`),
  );
  expect(dear).toEqual([]);
  expect(llera!.mean).toBeLessThanOrEqual(1.5);
}, 60_000);

test('check --strict has nothing to say of llera', () => {
  const { issues } = checkPacks(FOLDERS, 'llera');
  expect(issues.map(({ code, place, message }) => `${code} ${place.path}:${place.line} ${message}`)).toEqual([]);
}, 60_000);

test('every path of llera comes to its end, in under 5 s', () => {
  const before = process.cpuUsage();
  const [llera] = explorePacks(FOLDERS, speakerOf('en', localeFiles), 'llera');
  const { user, system } = process.cpuUsage(before);
  expect(llera!.findings).toEqual([]);
  expect(llera!.turns).toBeGreaterThan(1_000);
  expect((user + system) / 1_000).toBeLessThan(EXPLORE_CPU);
}, 60_000);
