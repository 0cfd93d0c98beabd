import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { FLOWS, LOCALES, TOP } from './house.ts';

/** Compiles what the tests run as a process; does nothing when no source has changed. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(TOP, 'bin/setup.mjs'), 'build'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** The built `recado` command in a process of its own, away from this checkout's settings. */
export class Recado {
  /** All that it printed. */
  said = '';
  errors = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(words: readonly string[], folder: string, settings: Readonly<Record<string, string>>) {
    const { PATH, HOME, TMPDIR } = process.env;
    const env = {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'production',
      RECADO_LANG: 'en',
      FLOWS_DIR: FLOWS,
      LOCALES_DIR: LOCALES,
      MEDIA_DIR: join(folder, 'media'),
      ...settings,
    };
    const child = spawn(process.execPath, [join(TOP, 'bin/recado.mjs'), ...words], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stdout.on('data', (data) => (this.said += String(data)));
    child.stderr.on('data', (data) => (this.errors += String(data)));
    this.ended = new Promise((resolve) => child.once('close', resolve));
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it serves. */
  async serving(): Promise<void> {
    while (!this.said.includes('Recado is running at')) {
      if (!this.running) throw new Error(`recado ended: ${this.said}${this.errors}`);
      await pause(10);
    }
  }

  /** Ends this very process, at once (SIGKILL) or gracefully, and waits until it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (this.running) this.#child.kill(signal);
    return this.ended;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
