import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DIST, TOP } from './built.ts';
import { requestsOf, type Sent, sendAll } from './client.ts';
import { checkWork, freshCopy, SECRET, signedMessages } from './learners.ts';
import { OUR_NUMBER } from './lesson.ts';
import type { Field } from './pipeline.ts';
import { type Running, run } from './processes.ts';
import { type Contestant, percentile } from './rounds.ts';

/** What the rounds of one contestant over HTTP showed beside their rate. Acknowledgement in ms, processor in µs a message. */
export interface Seen {
  readonly p50: number[];
  readonly p99: number[];
  readonly cpu: number[];
}

export type Wire = Contestant & { readonly seen: Seen };

/**
 * Over real HTTP: signed webhooks on keep-alive connections, each answered when its message is durable. The round ends
 * when the last turn is written. The server is the product as `recado start` runs it, in a process of its own. Replies leave to a provider stub,
 * one a second unless said otherwise: what sending costs beside is measured by itself.
 * `rate` gives messages a second; without it, as fast as answers come.
 */
export function overHttp(
  name: string,
  field: Field,
  how: {
    readonly thread: 'main' | 'worker' | 'no work';
    readonly stub: number;
    readonly rate?: number;
    /** Replies that may leave in a second; Meta's default is 80. */
    readonly replies?: number;
  },
): Wire {
  const path = join(field.folder, `http-${name.replace(/\W+/g, '-')}.db`);
  const seen: Seen = { p50: [], p99: [], cpu: [] };
  let server: Running;
  let requests: readonly Buffer[] = [];
  return {
    name,
    seen,
    async before(round) {
      requests = requestsOf(signedMessages(field.people, round));
      if (round > 0) {
        server.resume();
        return;
      }
      if (how.thread === 'no work') {
        server = await run(['--import', 'tsx', join(TOP, 'bench/idle-server.ts')]);
        return;
      }
      freshCopy(field.template, path);
      server = await run(
        [join(DIST, 'cli/main.js'), 'start'],
        environment(`sqlite:${path}?thread=${how.thread}`, how.stub, how.replies ?? 1),
      );
    },
    async run(round) {
      const before = server.cpu();
      const sent = await sendAll(server.port, requests, round < field.warm ? undefined : how.rate);
      if (how.thread !== 'no work') await turned(path);
      if (sent.good !== requests.length)
        throw new Error(`${name}: of ${requests.length} messages ${sent.good} were answered with 200`);
      if (round >= field.warm) note(sent, (server.cpu() - before) / requests.length);
      return requests.length;
    },
    after: () => server.pause(),
    async end() {
      await server.stop();
      if (how.thread !== 'no work') checkWork(path, field.people * (field.rounds + field.warm));
    },
  };

  function note({ latencies }: Sent, cpu: number): void {
    seen.p50.push(percentile(latencies, 0.5));
    seen.p99.push(percentile(latencies, 0.99));
    seen.cpu.push(cpu);
  }
}

/** An acknowledgement does not wait for the turn: the work is done when nothing is pending. */
export async function turned(path: string): Promise<void> {
  const db = new Sqlite(path, { readonly: true });
  const pending = db.prepare('select exists (select 1 from inbox where state = 0)').pluck();
  while (pending.get() === 1) await new Promise((resolve) => setTimeout(resolve, 2));
  db.close();
}

/** Settings of a product that sends to the stub on this port, so many replies a second. */
export function environment(database: string, stub: number, replies: number): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: database,
    FLOWS_DIR: join(TOP, 'flows'),
    LOCALES_DIR: join(TOP, 'locales'),
    MEDIA_DIR: join(TOP, 'data/bench-media'),
    LOG_LEVEL: 'silent',
    WHATSAPP_APP_SECRET: SECRET,
    WHATSAPP_VERIFY_TOKEN: 'bench',
    WHATSAPP_ACCESS_TOKEN: 'bench',
    WHATSAPP_PHONE_NUMBER_ID: OUR_NUMBER,
    WHATSAPP_MESSAGES_PER_SECOND: String(replies),
    WHATSAPP_API_URL: `http://127.0.0.1:${stub}`,
  };
}
