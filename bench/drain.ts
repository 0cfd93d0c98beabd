import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pino from 'pino';
import type { App } from '../src/assemble/app.ts';
import { built, TOP } from './built.ts';
import { freshCopy, migrations } from './learners.ts';
import { OUR_NUMBER } from './lesson.ts';
import type { Field } from './pipeline.ts';
import type { Contestant } from './rounds.ts';

/** A rate that never holds the outbox back: what is measured is the outbox, not Meta's allowance. */
const UNHELD = 1_000_000;
/** Requests that the comparison keeps in flight. */
const IN_FLIGHT = 50;

/** The outbox sends one message to each of the round's learners: claimed, sent over HTTP to the stub, its answer written. */
export async function drain(name: string, field: Field, stub: number): Promise<Contestant> {
  const { createApp } = await built<typeof import('../src/assemble/app.ts')>('assemble/app.js');
  const { providerFetch } = await built<typeof import('../src/assemble/requests.ts')>('assemble/requests.js');
  const { EMULATED } = await built<typeof import('../src/assemble/emulated.ts')>('assemble/emulated.js');
  const { systemClock } = await built<typeof import('../src/base/clock.ts')>('base/clock.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  const path = join(field.folder, 'drain.db');
  let app: App;
  let other: Sqlite.Database;
  let tokens = 0;
  const count = (where: string) => Number(other.prepare(`select count(*) from outbox where ${where}`).pluck().get());
  return {
    name,
    async before(round) {
      if (round === 0) {
        freshCopy(field.template, path);
        app = await createApp({
          settings: {
            ...EMULATED.settings,
            WHATSAPP_PHONE_NUMBER_ID: OUR_NUMBER,
            WHATSAPP_API_URL: `http://127.0.0.1:${stub}`,
            WHATSAPP_MESSAGES_PER_SECOND: UNHELD,
          },
          packs: field.packs,
          database: { path, thread: 'main' },
          migrations: await migrations(),
          flowsFolder: join(TOP, 'flows'),
          keeper: { put: async () => {} },
          clock: systemClock,
          seed: () => `drain/${tokens++}`,
          token: () => `token/${tokens++}`,
          fetch: providerFetch,
          log: silentLog,
          logger: pino({ level: 'silent' }),
        });
        other = new Sqlite(path);
      }
      const [from, to] = [round * field.people, (round + 1) * field.people];
      other
        // No quiet hours: at night a lesson would wait for the morning.
        .prepare(`update outbox set state = 'pending', provider_id = null,
            extra = json_set(coalesce(extra, '{}'), '$.quiet', json('[]')) where seq in
          (select seq from outbox order by seq limit ? offset ?)`)
        .run(to - from, from);
      if (count("state = 'pending'") !== field.people)
        throw new Error('The outbox does not hold what is to be drained.');
    },
    async run() {
      while (count("state in ('pending', 'sending')") > 0) await app.outbox.tick();
      return field.people;
    },
    async end() {
      const sent = count('accepted_at is not null');
      other.close();
      await app.outbox.stop();
      await app.close();
      if (sent !== field.people * (field.rounds + field.warm))
        throw new Error(`The stub accepted ${sent} messages only.`);
    },
  };
}

/** The same requests by fetch alone, to the same stub. */
export function fetchAlone(name: string, field: Field, stub: number): Contestant {
  const message = { messaging_product: 'whatsapp', to: '520000000000', type: 'text', text: { body: 'x'.repeat(200) } };
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) };
  return {
    name,
    async run() {
      let left = field.people;
      const one = async () => {
        while (left-- > 0) await (await fetch(`http://127.0.0.1:${stub}/v23.0/${OUR_NUMBER}/messages`, init)).json();
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, one));
      return field.people;
    },
  };
}
