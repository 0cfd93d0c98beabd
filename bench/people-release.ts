import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { copyOf, openPeople, TEN } from './people.ts';
import { type Waited, whileTalking } from './people-talk.ts';

export interface Releasing {
  /** Lessons a second: each is a turn of its own person, with its rows. */
  readonly released: number;
  readonly waited: Waited;
}

/** Ten o'clock: everybody's lesson is let go at one moment, while somebody talks. */
export async function release(
  field: { readonly folder: string; readonly template: string; readonly packs: Packs; readonly people: number },
  thread: 'main' | 'worker',
): Promise<Releasing> {
  const path = copyOf(field.folder, field.template, `release-${thread}`);
  const began = performance.now();
  const now = () => Math.floor(TEN + 1_000 + performance.now() - began);
  const { store } = await openPeople(path, field.packs, thread, now);
  let released = 0;
  const waited = await whileTalking(store, { now }, async (inbox) => {
    const start = performance.now();
    await inbox.worker.tick();
    released = field.people / (performance.now() - start);
  });
  await store.close();
  const db = new Sqlite(path, { readonly: true });
  const opened = Number(
    db.prepare("select count(*) from timer where key = 'release' and did = 'lesson-opened'").pluck().get(),
  );
  const asked = Number(db.prepare("select count(distinct person_id) from outbox where kind = 'lesson'").pluck().get());
  db.close();
  if (asked < field.people) throw new Error(`Of ${field.people} people ${asked} have a lesson (${opened}).`);
  return { released: released * 1_000, waited };
}
