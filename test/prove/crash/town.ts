import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EMULATED } from '../../../src/assemble/emulated.ts';
import type { Point } from '../../../src/base/points.ts';
import type { Emulator } from '../../../src/workshop/emulator/index.ts';
import { type ServedEmulator, serveEmulator } from '../../../src/workshop/emulator/serve.ts';
import type { Delivery } from '../../../src/workshop/emulator/types.ts';
import { freePort, pause, Recado } from '../../end-to-end/process.ts';
import { broughtBy, gatewayNames, gatewaySettings, providerSettings } from '../../end-to-end/served.ts';
import { type FastClock, fastClock, PACE } from './fast-clock.ts';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'preload.mjs')).href;
const FLOWS = join(import.meta.dirname, 'flows');
/** A Monday at ten, in Monterrey: nobody's quiet hours. */
const START = Date.parse('2026-03-02T16:00:00Z');

/** Between two looks at something that is waited for, and the most that is waited: ms of the wall. */
const LOOK = 50;
const WAIT = 60_000;

export type Thread = 'main' | 'worker';

/** Where a process shall kill itself: the n-th time that it comes to this point. */
export interface KillAt {
  readonly point: Point;
  readonly nth: number;
}

/** The built product as a process of its own under emulated providers, on a database that outlives it. */
export class Town {
  readonly folder = mkdtempSync(join(tmpdir(), 'recado-crash-'));
  readonly database = join(this.folder, 'recado.db');
  readonly clock: FastClock = fastClock(START);
  /** Ids of her messages that we acknowledged. */
  readonly acknowledged = new Set<string>();
  /** When we first acknowledged a status, by outbox id. */
  readonly told = new Map<string, number>();
  /** Settings of the next process, beside the usual ones. */
  more: Readonly<Record<string, string>> = {};
  #served: ServedEmulator | undefined;
  #process: Recado | undefined;
  #settings: Readonly<Record<string, string>> = {};
  /** Ids of SMS that a gateway's phone got, by that phone's own. */
  readonly #kept = new Map<string, string>();
  readonly #thread: Thread;
  readonly #book = join(this.folder, 'killed');

  constructor(thread: Thread) {
    this.#thread = thread;
  }

  get emulator(): Emulator {
    return this.#served!.emulator;
  }

  /** Where the product serves. */
  get url(): string {
    return this.#settings['PUBLIC_URL']!;
  }

  get process(): Recado {
    return this.#process!;
  }

  /** Opens the providers. */
  async open(seed: string): Promise<this> {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const { meta, twilio, gateway } = EMULATED;
    const fast = { clock: this.clock, pace: PACE };
    const served = await serveEmulator({ meta, twilio, gateway, publicUrl, seed, host: '127.0.0.1', port: 0, fast });
    const { emulator, url } = served;
    this.#served = served;
    emulator.knobs.statusDelay = { sent: 500, delivered: 1_000, read: 3_000 };
    const answered = emulator.answered.bind(emulator);
    emulator.answered = (delivery, status) => {
      const named = gatewayNames(delivery);
      if (named) this.#kept.set(...named);
      if (status === 200) this.#acknowledge(delivery);
      // Meta would wait longer and longer; a suite has no hours.
      answered({ ...delivery, tries: Math.min(delivery.tries, 3) }, status);
    };
    this.#settings = {
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      FLOWS_DIR: FLOWS,
      DATABASE_URL: `sqlite:${this.database}${this.#thread === 'worker' ? '?thread=worker' : ''}`,
      LOG_LEVEL: 'error',
      NODE_OPTIONS: `--import ${PRELOAD}`,
      CRASH_CLOCK: this.clock.setting,
      CRASH_BOOK: this.#book,
      ...providerSettings(url),
      ...gatewaySettings(url),
    };
    return this;
  }

  /** A command beside the product that runs, by its clock, to its end. Throws with what it printed where that is no good one. */
  async command(...words: readonly string[]): Promise<string> {
    const ran = new Recado(words, this.folder, this.#settings);
    const code = await ran.ended;
    if (code !== 0) throw new Error(`recado ${words.join(' ')} ended with ${code}: ${ran.said}${ran.errors}`);
    return ran.said;
  }

  /** A command that kills itself there. */
  async kill({ point, nth }: KillAt, ...words: readonly string[]): Promise<void> {
    await new Recado(words, this.folder, { ...this.#settings, CRASH_AT: `${point}:${nth}` }).ended;
  }

  /** Starts the product, which is to kill itself there. Does not wait until it serves. */
  start(kill?: KillAt): Recado {
    const at: Readonly<Record<string, string>> = kill ? { CRASH_AT: `${kill.point}:${kill.nth}` } : {};
    this.#process = new Recado(['start'], this.folder, { ...this.#settings, ...this.more, ...at });
    return this.#process;
  }

  /** Waits until that holds. Throws with what the process said where it does not within a minute. */
  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; !(await holds()); i++) {
      if (i > WAIT / LOOK) throw new Error(`not so far: ${what}\n${this.process.said}${this.process.errors}`);
      await pause(LOOK);
    }
  }

  /** The id under which the product keeps a message that she sent. */
  keptAs(id: string): string {
    return this.#kept.get(id) ?? id;
  }

  /** What the processes said of their ends, in order: `point thread`. */
  get book(): readonly string[] {
    return existsSync(this.#book) ? readFileSync(this.#book, 'utf8').split('\n').slice(0, -1) : [];
  }

  async close(): Promise<void> {
    await this.#process?.end('SIGKILL');
    await this.#served?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #acknowledge(delivery: Delivery): void {
    const { messages, told } = broughtBy(delivery);
    for (const id of messages) this.acknowledged.add(id);
    for (const id of told) if (!this.told.has(id)) this.told.set(id, this.clock.now());
  }
}
