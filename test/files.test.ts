import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileKeeper } from '../src/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the same picture sent by many at once is kept once, whole, and for the owner alone', async () => {
  const keeper = fileKeeper(folder);
  const bytes = new Uint8Array(300_000).fill(7);
  await Promise.all(Array.from({ length: 6 }, () => keeper.put('ab/abcd.jpg', bytes)));
  expect(readdirSync(join(folder, 'ab'))).toEqual(['abcd.jpg']);
  expect(await keeper.get('ab/abcd.jpg')).toEqual(Buffer.from(bytes));
  expect(statSync(join(folder, 'ab')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'ab/abcd.jpg')).mode & 0o777).toBe(0o600);
});

test('a file is taken off the disk with what a broken download left beside it, and twice is once', async () => {
  const keeper = fileKeeper(folder);
  await keeper.put('ab/abcd.jpg', new Uint8Array([1]));
  await keeper.put('ab/abce.jpg', new Uint8Array([2]));
  writeFileSync(join(folder, 'ab/abcd.jpg.7.part'), 'half');
  await keeper.remove('ab/abcd.jpg');
  await keeper.remove('ab/abcd.jpg');
  await keeper.remove('zz/never.jpg');
  expect(readdirSync(join(folder, 'ab'))).toEqual(['abce.jpg']);
});
