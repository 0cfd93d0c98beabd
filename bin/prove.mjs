// The promises, proved.
//   npm run prove                 the short form, as `npm test` runs it
//   npm run prove -- --peers      the same cases on Recado and on BuilderBot, for docs/conformance.md
//   npm run prove -- --long       at least a million cases; `--help` says how to go on, and how to run one again
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const given = process.argv.slice(2);
const isLong = given.includes('--long') || given.includes('--help');
const script = given.includes('--peers') ? 'peers/run.ts' : 'long.ts';
const words =
  isLong || given.includes('--peers')
    ? ['--import', 'tsx', join(top, 'test/prove', script), ...given]
    : [join(top, 'node_modules/vitest/vitest.mjs'), 'run', 'test/prove', ...given];
// Once, before files that run side by side each see to it: one would start the product while another still writes it.
const isBuilt = run(join(top, 'bin/setup.mjs'), 'build') === 0;
process.exit(isBuilt ? run(...words) : 1);

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: top, stdio: 'inherit' }).status ?? 1;
}
