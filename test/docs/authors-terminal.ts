import { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { Command } from 'commander';
import { vi } from 'vitest';
import { addChat } from '../../src/cli/chat.ts';
import { addCheck } from '../../src/cli/check.ts';
import { addNew } from '../../src/cli/new.ts';
import { fail } from '../../src/cli/say.ts';
import { addSchema } from '../../src/cli/schema.ts';
import { addStart } from '../../src/cli/start.ts';
import { addTest } from '../../src/cli/test.ts';
import { addTranslate } from '../../src/cli/translate.ts';

/** What a command prints that goes on until Ctrl+C, once it has said all it has to say for now. */
const GOES_ON: Readonly<Record<string, RegExp>> = {
  '--watch': /Ctrl\+C (ends it|lo termina)\.\n$/,
  start: /\/health\/ready\n\n$/,
};

/**
 * The `recado` command typed in a folder, within this process, which is a hundred times quicker than one of its own. Commands
 * that go on are left running until the next is typed.
 */
export class Terminal {
  readonly #folder: string;
  #screen = '';
  /** Where what runs says that it listens; the page says the port that is usual. */
  #at = '';
  #running: { readonly ended: Promise<void>; readonly until: RegExp; stop(): void } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What it prints; `answers` are the lines that are typed at its prompt, shown as a terminal shows them. */
  async type(words: readonly string[], answers: readonly string[]): Promise<string> {
    await this.#interrupt();
    this.#screen = '';
    const before = process.cwd();
    const restore = this.#listen(answers);
    process.chdir(this.#folder);
    const signals = process.listeners('SIGINT');
    try {
      const until = words.map((word) => GOES_ON[word]).find((one) => one !== undefined);
      const ended = this.#run(words).finally(() => {
        restore();
        process.chdir(before);
        process.exitCode = undefined;
      });
      if (until === undefined) await ended;
      else {
        // Only what this command listens with is told of Ctrl+C: others in this process are none of its business.
        const stop = () => {
          for (const heard of process.listeners('SIGINT')) if (!signals.includes(heard)) heard('SIGINT');
        };
        this.#running = { ended, until, stop };
        return await this.more();
      }
    } catch (error) {
      restore();
      process.chdir(before);
      throw error;
    }
    return this.#screen;
  }

  /** What the command that goes on has printed since. */
  async more(): Promise<string> {
    const { until } = this.#running ?? {};
    if (!until) throw new Error('No command is running.');
    await this.#said(until);
    const said = this.#screen;
    this.#screen = '';
    return said;
  }

  /** Throws unless what runs shows a page there. */
  async visit(path: string): Promise<void> {
    const { status } = await fetch(this.#at + path);
    if (status !== 200) throw new Error(`${path} answers ${status}`);
  }

  async close(): Promise<void> {
    await this.#interrupt();
  }

  async #run(words: readonly string[]): Promise<void> {
    const program = new Command('recado').exitOverride().configureOutput({
      writeOut: (text) => this.#print(text),
      writeErr: (text) => this.#print(text),
    });
    for (const add of [addChat, addCheck, addNew, addSchema, addStart, addTest, addTranslate]) add(program);
    await program.parseAsync([...words], { from: 'user' }).catch(fail);
  }

  async #interrupt(): Promise<void> {
    if (!this.#running) return;
    this.#running.stop();
    await this.#running.ended;
    this.#running = undefined;
  }

  async #said(words: RegExp): Promise<void> {
    const patience = performance.now() + 15_000;
    while (!words.test(this.#screen)) {
      if (performance.now() > patience) throw new Error(`It never came to ${String(words)}: ${this.#screen}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #print(text: string): void {
    this.#at = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? this.#at;
    this.#screen += stripVTControlCharacters(text).replace(/(127\.0\.0\.1):\d+/g, '$1:3000');
  }

  #listen(answers: readonly string[]): () => void {
    const line = (...said: readonly unknown[]) => this.#print(`${said.map(String).join(' ')}\n`);
    const log = vi.spyOn(console, 'log').mockImplementation(line);
    const error = vi.spyOn(console, 'error').mockImplementation(line);
    const waiting = [...answers];
    const typed = new Readable({ read() {} });
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      if (text !== '> ') {
        if (typeof text === 'string' && !text.startsWith('{')) this.#print(text);
        return true;
      }
      const next = waiting.shift();
      if (next !== undefined) this.#print(`> ${next}\n`);
      setImmediate(() => typed.push(next === undefined ? null : `${next}\n`));
      return true;
    });
    const own = Object.getOwnPropertyDescriptor(process, 'stdin')!;
    Object.defineProperty(process, 'stdin', { value: typed, configurable: true });
    return () => {
      Object.defineProperty(process, 'stdin', own);
      for (const spy of [log, error, write]) spy.mockRestore();
    };
  }
}
