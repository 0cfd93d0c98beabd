import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const TSX = fileURLToPath(import.meta.resolve('tsx'));

/** The command as somebody types it in that folder, in a process of its own that ends with the test. */
export class Typed {
  said = '';
  errors = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(folder: string, words: readonly string[], settings: Readonly<Record<string, string>> = {}) {
    const { PATH, HOME, TMPDIR } = process.env;
    this.#child = spawn(process.execPath, ['--import', TSX, MAIN, ...words], {
      cwd: folder,
      env: { PATH, HOME, TMPDIR, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout!.on('data', (data) => (this.said += String(data)));
    this.#child.stderr!.on('data', (data) => (this.errors += String(data)));
    this.ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** Resolves when it has printed that; rejects when it ended without. */
  async says(words: string): Promise<void> {
    while (!this.said.includes(words)) {
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${this.said}${this.errors}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends this very process. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode === null) this.#child.kill(signal);
    return this.ended;
  }
}

/** Runs to its end: exit code and all that was printed. */
export async function type(
  folder: string,
  words: string,
  settings?: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string; errors: string }> {
  const typed = new Typed(folder, words.split(' '), settings);
  const code = await typed.ended;
  return { code, said: typed.said, errors: typed.errors };
}
