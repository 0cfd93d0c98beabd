import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Found } from './prove.ts';

const FOLDER = join(import.meta.dirname, 'seeds');

/** Everything that ever broke a promise: it is tried again by every `npm test`. */
export function keptSeeds(target: string): readonly (Found & { readonly file: string })[] {
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(`${target}-`) && file.endsWith('.json'))
    .sort()
    .map((file) => ({ ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Found), file }));
}

/** Keeps a case and returns its file. The same case is kept once. */
export function keepSeed(found: Found): string {
  const hash = createHash('sha256').update(JSON.stringify(found.case)).digest('hex').slice(0, 8);
  const file = `${found.target}-${hash}.json`;
  writeFileSync(join(FOLDER, file), `${JSON.stringify(found, null, 2)}\n`);
  return file;
}
