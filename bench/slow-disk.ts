import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOP } from './built.ts';
import { lessonPacks } from './lesson.ts';
import { type Field, pipeline } from './pipeline.ts';
import { compete, type Rate } from './rounds.ts';

// Imported, it starts itself under a slow disk; run, it is what measures there.

/**
 * The product without HTTP on a disk whose every sync takes 1 ms more: 100 messages a commit against one a commit.
 * In a process of its own, since a library cannot be put under one that runs. Null where there is no C compiler.
 */
export function slowDisk(field: Omit<Field, 'packs'>): readonly Rate[] | null {
  const library = join(field.folder, 'slow-sync.so');
  const source = join(TOP, 'bench/slow-sync.c');
  if (spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']).status !== 0) return null;
  const { folder, template, people, rounds, warm } = field;
  const child = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    env: { ...process.env, LD_PRELOAD: library, SLOW_DISK: JSON.stringify({ folder, template, people, rounds, warm }) },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`The slow disk was not measured: ${String(child.status ?? child.signal)}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1)!) as Rate[];
}

const given = process.env['SLOW_DISK'];
if (given !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const { folder, ...rest } = JSON.parse(given) as Omit<Field, 'packs'>;
  const field: Field = { folder: join(folder, 'slow'), ...rest, packs: await lessonPacks() };
  mkdirSync(field.folder, { recursive: true });
  const rates = await compete(
    [
      await pipeline('1 ms sync: no HTTP, 100 a commit', field, { thread: 'main', group: 100 }),
      await pipeline('1 ms sync: no HTTP, 1 a commit', field, { thread: 'main', group: 1, share: 0.1 }),
    ],
    field.rounds,
    field.warm,
  );
  console.log(JSON.stringify(rates));
}
