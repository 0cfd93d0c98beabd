import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { built } from './built.ts';
import { copyOf, MONDAY, openPeople, TALKERS } from './people.ts';
import { type Waited, whileTalking } from './people-talk.ts';

export interface Broadcasting {
  /** People a second: judged for the preview, and put into the outbox. */
  readonly judged: number;
  readonly queued: number;
  readonly waited: Waited;
}

const by = { kind: 'shell', id: 'shell' };

/** A broadcast to all, from the draft to the last row in the outbox, while somebody talks. */
export async function broadcast(
  field: { readonly folder: string; readonly template: string; readonly packs: Packs; readonly people: number },
  how: { readonly thread: 'main' | 'worker'; readonly text: string },
): Promise<Broadcasting> {
  const { shellSight } = await built<typeof import('../src/programme/sight.ts')>('programme/sight.js');
  const sight = shellSight('main');
  const path = copyOf(field.folder, field.template, `broadcast-${how.thread}`);
  const began = performance.now();
  const now = () => Math.floor(MONDAY + 60_000 + performance.now() - began);
  const { store } = await openPeople(path, field.packs, how.thread, now);
  const db = new Sqlite(path);
  let seeds = 0;
  const operate = (name: string, input: unknown) =>
    store.operate<unknown, never>({ name }, input, { now: now(), seed: `broadcast/${seeds++}` });
  let judged = 0;
  let queued = 0;
  const waited = await whileTalking(store, { now }, async (_, jobs) => {
    const start = performance.now();
    const draft = { text: { text: how.text }, audience: { programme: 'llera' } };
    const { id } = (await operate('broadcast.preview', { draft, by, sight })) as { readonly id: string };
    for (let more = true; more; ) ({ more } = await operate('broadcast.freeze', { id }));
    const frozen = performance.now();
    const code = db.prepare('select code from broadcast').pluck().get();
    db.prepare('update broadcast set tested_at = 1').run();
    await operate('broadcast.send', { id, code, by, sight });
    const confirmed = performance.now();
    await jobs.tick();
    judged = field.people / (frozen - start);
    queued = field.people / (performance.now() - confirmed);
  });
  await store.close();
  const rows = Number(db.prepare("select count(*) from outbox where kind = 'broadcast'").pluck().get());
  db.close();
  const all = field.people + TALKERS;
  if (rows !== all) throw new Error(`Of ${all} people ${rows} have it in the outbox.`);
  return { judged: judged * 1_000, queued: queued * 1_000, waited };
}
