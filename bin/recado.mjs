#!/usr/bin/env node
// The `recado` command: the compiled product, built first if it is not there yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(top, 'dist/cli/main.js');
if (!existsSync(main)) {
  const { status } = spawnSync(process.execPath, [join(top, 'bin/setup.mjs'), 'build'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
if (isStale()) console.error('! The source is newer than the build: `npm run build` takes the edits in.');
await import(main);

/** In a checkout some source was edited after the build; an installed package has none. */
function isStale() {
  const source = join(top, 'src');
  if (!existsSync(source)) return false;
  const built = statSync(main).mtimeMs;
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).some(
    (path) => /\.tsx?$/.test(path) && statSync(join(source, path)).mtimeMs > built,
  );
}
