#!/usr/bin/env node
// The `recado` command: the compiled product, built first if it is not there yet.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(top, 'dist/cli/main.js');
if (!existsSync(main)) {
  const { status } = spawnSync(process.execPath, [join(top, 'bin/setup.mjs'), 'build'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import(main);
