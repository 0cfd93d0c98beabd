import { join } from 'node:path';
import type { Packs } from '../src/assemble/packs.ts';
import type { Inbound } from '../src/domain/inbound.ts';
import type { Store } from '../src/store/port.ts';
import { built } from './built.ts';
import { checkWork, freshCopy, migrations, signedMessages } from './learners.ts';
import { OUR_NUMBER } from './lesson.ts';
import type { Contestant } from './rounds.ts';

/** What all contestants of the end-to-end part share. */
export interface Field {
  readonly folder: string;
  /** A database with the learners of every round. */
  readonly template: string;
  /** Learners a round; each takes the whole lesson in it. */
  readonly people: number;
  /** Counted ones, and those before them that warm up: the path of a message is long, and compiled late. */
  readonly rounds: number;
  readonly warm: number;
  readonly packs: Packs;
}

/** The same work without HTTP: messages as the decoder gives them, straight into `turnBatch`, so many at a time. */
export async function pipeline(
  name: string,
  field: Field,
  how: { readonly thread: 'main' | 'worker'; readonly group: number; readonly share?: number },
): Promise<Contestant> {
  const { openStore } = await built<typeof import('../src/assemble/open-store.ts')>('assemble/open-store.js');
  const { systemClock } = await built<typeof import('../src/base/clock.ts')>('base/clock.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  const path = join(field.folder, `pipeline-${how.thread}-${how.group}.db`);
  let store: Store;
  let arrivals: readonly Inbound[] = [];
  // A slow contestant takes fewer messages of each round; rates are compared, not rounds.
  const share = how.share ?? 1;
  return {
    name,
    async before(round) {
      if (round === 0) {
        freshCopy(field.template, path);
        const options = {
          path,
          migrations: await migrations(),
          packs: field.packs,
          thread: how.thread,
          logLevel: 'silent',
        };
        ({ store } = await openStore({ ...options, clock: systemClock, log: silentLog, onCrash: () => {} }));
      }
      const all = await decoded(field.people, round);
      arrivals = all.slice(0, Math.ceil(all.length * share));
    },
    async run(round) {
      // The engine in its thread has a batch waiting behind the one under way, as the inbox keeps it over HTTP.
      const under = new Set<Promise<unknown>>();
      for (let from = 0; from < arrivals.length; from += how.group) {
        const arrived = arrivals.slice(from, from + how.group);
        const batch = store.turnBatch({ arrived, limit: how.group, now: Date.now(), seed: `${round}/${from}` });
        under.add(batch);
        void batch.then(() => under.delete(batch));
        if (under.size > 1) await Promise.race(under);
      }
      await Promise.all(under);
      return arrivals.length;
    },
    async end() {
      await store.close();
      if (share === 1) checkWork(path, field.people * (field.rounds + field.warm));
    },
  };
}

/** The messages of a round as the webhook's decoder gives them to the inbox. */
export async function decoded(people: number, round: number): Promise<readonly Inbound[]> {
  const { decodeMeta } = await built<typeof import('../src/channels/whatsapp-cloud/decode.ts')>(
    'channels/whatsapp-cloud/decode.js',
  );
  return signedMessages(people, round).flatMap(({ body }) => decodeMeta(body, OUR_NUMBER, Date.now()).messages);
}
