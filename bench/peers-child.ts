import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What a contestant is told before its first round. */
export interface Given {
  readonly people: number;
  /** Everybody sits from the first round on, and each round is another part of them; else every round begins afresh. */
  readonly seatOnce: boolean;
  readonly opening: string;
  readonly openingLabels: readonly string[];
  /** The product's own words between two lessons. */
  readonly between: string;
  readonly script: readonly { readonly text: string; readonly reply: string; readonly labels: readonly string[] }[];
  /** Ours alone: databases in which they sit. */
  readonly template: { readonly path: string; readonly people: number };
  readonly warm: { readonly path: string; readonly people: number };
}

export type Asked =
  | ({ readonly act: 'start' } & Given)
  | { readonly act: 'round'; readonly from: number; readonly to: number; readonly most: number }
  | { readonly act: 'end' };

export interface Started {
  readonly name: string;
  readonly version: string;
  /** What is on the disk when a message is done, and what is done for each. */
  readonly keeps: string;
  readonly does: string;
}

export interface RoundSaid {
  readonly messages: number;
  readonly ms: number;
  /** µs of processor, all threads. */
  readonly cpu: number;
  /** The time for it was over before everybody was through. */
  readonly cut: boolean;
}

export type Answered = { readonly said: object } | { readonly failed: string };

/** A contestant in a process of its own. */
export class Child {
  readonly #process: ChildProcess;

  constructor(file: string, args: readonly string[], execArgv: readonly string[] = []) {
    this.#process = fork(file, args, { execArgv: [...execArgv], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  async ask<Said>(asked: Asked): Promise<Said & { readonly rss: number }> {
    const child = this.#process;
    const answer = await new Promise<Answered>((resolve) => {
      const ended = (code: number | null) => resolve({ failed: `The process ended with ${String(code)}.` });
      child.once('exit', ended);
      child.once('message', (said) => {
        child.off('exit', ended);
        resolve(said as Answered);
      });
      child.send(asked);
    });
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.said as Said & { readonly rss: number };
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
