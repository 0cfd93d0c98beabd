import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { type App, open, settings as readSettings } from '../../src/assemble/index.ts';
import { heedLang } from '../../src/cli/lang.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { fail } from '../../src/cli/say.ts';

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
      env: { PATH, HOME, TMPDIR, RECADO_LANG: 'en', ...settings },
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

/**
 * The same within this process, which is a hundred times quicker: exit code and all that was printed. `folder` is where it is
 * typed.
 */
export async function type(
  folder: string,
  words: string | readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ code: number; said: string; errors: string }> {
  const before = process.cwd();
  const told: { said: string[]; errors: string[] } = { said: [], errors: [] };
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void told.said.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void told.errors.push(line));
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const typed = typeof words === 'string' ? words.split(' ') : [...words];
  vi.stubEnv('RECADO_LANG', process.env['RECADO_LANG']); // and so it is put back
  process.chdir(folder);
  let opened: App | undefined;
  try {
    heedLang(typed);
    const program = buildProgram(
      async () => (opened ??= (await open({ ...readSettings(), LOG_LEVEL: 'silent' })).app),
      (line) => console.log(line),
    );
    await program.parseAsync(typed, { from: 'user' }).catch(fail);
    const code = Number(process.exitCode ?? 0);
    return { code, said: told.said.join('\n'), errors: told.errors.join('\n') };
  } finally {
    await opened?.close();
    process.exitCode = undefined;
    process.chdir(before);
    vi.unstubAllEnvs();
    log.mockRestore();
    error.mockRestore();
  }
}
