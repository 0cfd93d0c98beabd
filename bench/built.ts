import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const TOP = dirname(dirname(fileURLToPath(import.meta.url)));

/** The build that is measured. `BENCH_DIST` names another one, to compare two with the same bench. */
export const DIST = process.env['BENCH_DIST'] ?? join(TOP, 'dist');

/**
 * A module of the product as it is shipped. The loader that runs the bench's own TypeScript names every closure as it is
 * made, which would slow the product's hot path and nobody else's.
 */
export function built<Module>(path: string): Promise<Module> {
  return import(pathToFileURL(join(DIST, path)).href) as Promise<Module>;
}

export const FOLDERS = { flows: join(TOP, 'flows'), locales: join(TOP, 'locales') };
