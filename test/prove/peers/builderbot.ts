import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Act, type Case, QUESTIONS, START, THANKS } from './cases.ts';
import type { Observed } from './judge.ts';
import { Provider } from './provider.ts';

const PEERS = join(import.meta.dirname, '../../../bench/peers');
const LUZ = '528341000001';
/** Nothing more comes when nothing came for so long, in ms. */
const QUIET = 700;
const LOOK = 20;
const SEEN_WITHIN = 10_000;

export const BUILDERBOT = JSON.parse(readFileSync(join(PEERS, 'package.json'), 'utf8')).dependencies[
  '@builderbot/bot'
] as string;

/** Every setting that we found to help, and a handler for what it lets fall; docs/conformance.md names them. */
export const HELP = ['regex', 'refs', 'handler', 'one at a time'] as const;

/**
 * Plays a case on BuilderBot, in a process of its own behind its own HTTP server, over a provider class as its
 * documentation asks for. `helped` names the settings it is given beside. A process that ends is started again, as a
 * supervisor would.
 */
export async function onBuilderBot({ acts }: Case, helped: readonly string[]): Promise<Observed> {
  const provider = await Provider.open();
  const folder = mkdtempSync(join(tmpdir(), 'recado-builderbot-'));
  const bot = new Bot(folder, provider, helped);
  try {
    await bot.start();
    await bot.says(START);
    await bot.quiet();
    for (const act of acts) await play(bot, provider, act);
    provider.holding = false;
    provider.letGo();
    await bot.quiet();
    return { received: provider.received, kept: answers(folder), ended: bot.ended };
  } finally {
    await bot.stop();
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(bot: Bot, provider: Provider, act: Act): Promise<void> {
  if ('slow' in act) {
    provider.holding = true;
    return;
  }
  if ('fails' in act) return provider.failNext(act.fails);
  if ('restart' in act) {
    await bot.stop();
    await bot.start();
  } else if ('both' in act) {
    const [first, second] = act.both;
    const sent = bot.says(first);
    await new Promise((resolve) => setTimeout(resolve, act.apart));
    await Promise.all([sent, bot.says(second)]);
  } else {
    await saysOnce(bot, provider, act);
  }
  await bot.quiet();
}

async function saysOnce(bot: Bot, provider: Provider, { says, again }: Extract<Act, { says: string }>): Promise<void> {
  const id = bot.newId();
  if (again === 'at once') await Promise.all([bot.says(says, id), bot.says(says, id)]);
  else await bot.says(says, id);
  // Only now does the provider answer for what she has just replied to.
  if (provider.holding) provider.letGo();
  if (again !== 'later') return;
  await bot.quiet();
  await bot.says(says, id);
}

function answers(folder: string): Observed['kept'] {
  const file = join(folder, 'answers.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Observed['kept'][number]);
}

class Bot {
  ended = 0;
  #child: ChildProcess | undefined;
  #stopping = false;
  #port = 0;
  #ids = 0;
  readonly #settings: object;
  readonly #provider: Provider;

  constructor(folder: string, provider: Provider, helped: readonly string[]) {
    this.#provider = provider;
    this.#settings = { provider: provider.url, folder, helped, questions: QUESTIONS, thanks: THANKS, start: START };
  }

  async start(): Promise<void> {
    this.#stopping = false;
    this.#port = await freePort();
    const settings = JSON.stringify({ ...this.#settings, port: this.#port });
    const child = fork(join(PEERS, 'conformance/bot.mjs'), [settings], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
    if (said !== 'ready') throw new Error(`BuilderBot did not start: ${String(said)}`);
    await listens(this.#port); // it says so a little before
    child.once('exit', () => {
      if (this.#stopping) return;
      this.ended++;
      this.#child = undefined;
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  newId(): string {
    return `wamid.${this.#ids++}`;
  }

  async says(text: string, id = this.newId()): Promise<void> {
    await fetch(`http://127.0.0.1:${this.#port}/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: LUZ, text, id }),
    });
  }

  /** Waits until nothing happens any more; a process that ended meanwhile is started again. */
  async quiet(): Promise<void> {
    const began = performance.now();
    do {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      if (!this.#child) {
        await this.start();
        this.#provider.last = performance.now();
      }
    } while (
      performance.now() - Math.max(this.#provider.last, began) < QUIET &&
      performance.now() - began < SEEN_WITHIN
    );
  }
}

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < SEEN_WITHIN / LOOK; tries++) {
    const socket = connect({ port, host: '127.0.0.1' });
    const open = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  throw new Error('BuilderBot does not listen.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
