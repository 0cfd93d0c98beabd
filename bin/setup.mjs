// Makes ready whatever is missing, so that `npm start` and `npm test` are all a newcomer has to type.
//   node bin/setup.mjs deps    dependencies, when they are absent or older than the lockfile
//   node bin/setup.mjs build   … and the compiled product, when a source changed
//   node bin/setup.mjs test    … and a browser for the page tests
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const what = process.argv[2] ?? 'build';
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  fail(`Recado needs Node 20.20.2 or newer; this is ${process.versions.node}.`, 'Install it from nodejs.org.');
}

const lockHash = createHash('sha256')
  .update(readFileSync(join(top, 'package-lock.json')))
  .digest('hex');
once(
  'node_modules/.recado-lock',
  `${lockHash} ${process.versions.modules}`,
  'Installing dependencies (about a minute)…',
  () => run('npm', ['ci', '--no-audit', '--no-fund']),
);
if (what !== 'deps') {
  once('dist/.recado-build', sourceHash(), 'Building…', () => {
    run(process.execPath, [join(top, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  });
}
if (what === 'test') browser();

/** Does the work unless its mark says that it was done for this very state. */
function once(mark, state, says, work) {
  const file = join(top, mark);
  if (existsSync(file) && readFileSync(file, 'utf8') === state) return;
  console.log(says);
  work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, state);
}

function sourceHash() {
  const hash = createHash('sha256').update(lockHash);
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else hash.update(`${path.slice(top.length)} ${statSync(path).size}\n`).update(readFileSync(path));
    }
  };
  walk(join(top, 'src'));
  for (const file of ['tsconfig.json', 'tsconfig.build.json']) hash.update(readFileSync(join(top, file)));
  return hash.digest('hex');
}

function browser() {
  if (process.env.CHROMIUM_PATH || BROWSERS.some((path) => existsSync(path))) return;
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!debianRoot) {
    fail('The page tests need Chromium.', 'Install it with: sudo apt-get install -y chromium (or set CHROMIUM_PATH).');
  }
  console.log('Installing Chromium for the page tests…');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: top,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) fail(`\`${command} ${args.join(' ')}\` failed.`, 'Its own words stand above.');
}

function fail(says, next) {
  console.error(`${says}\n${next}`);
  process.exit(1);
}
