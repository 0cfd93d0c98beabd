import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playTranscripts } from '../../src/assemble/play.ts';
import { LOCALES } from './house.ts';

test('C8: a fact is said until its last day, and past it never', async () => {
  const folders = { flows: join(import.meta.dirname, 'flows-facts'), locales: LOCALES };
  const played: [string, number][] = [];
  await playTranscripts(folders, [], ({ path, differences }) => played.push([path, differences.length]));
  expect(played).toEqual([
    ['norte/transcripts/vencido.sms.txt', 0],
    ['norte/transcripts/vigente.whatsapp.txt', 0],
  ]);
});
