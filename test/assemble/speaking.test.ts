import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/assemble/open-store.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { HandClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { readMigrations } from '../../src/files.ts';
import { operationName, type Store } from '../../src/store/port.ts';
import { seat } from '../../src/workshop/operations.ts';

const TOP = join(import.meta.dirname, '../..');
const NOW = Date.parse('2026-03-02T16:00:00Z');
const { transcripts: _, ...packs } = readAll({
  flows: join(TOP, 'test/end-to-end/flows-audio'),
  locales: join(TOP, 'locales'),
});

let folder: string;
let store: Store;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-speaking-'));
});
afterEach(async () => {
  db.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A draft of Julia's, and a job of Marta's to judge it. */
function fill(): void {
  const { source } = db.prepare("select source from pack_step where step = 'separa'").get() as { source: string };
  db.exec(`
    insert into lane (id, created_at) values ('m', 0), ('j', 0);
    insert into person (id, lane_id, name, created_at) values ('marta', 'm', 'Marta', 0), ('julia', 'j', 'Julia', 0);
    insert into staff (person_id, role, programme, since) values ('marta', 'coordinator', 'telar', 0);
    insert into media (id, person_id, address_id, channel, our_number, inbox_seq, ref, kind, state, next_at, path, created_at)
      values ('m1', 'julia', 'none', 'whatsapp-cloud', '1', 1, '{}', 'voice', 'kept', 0, 'ab/ab.opus', 0);
    insert into recording (id, programme, flow, step, language, media_id, source, state, person_id, made_at)
      values ('r1', 'telar', 'dos-bolsas', 'separa', 'yua', 'm1', '${source}', 'draft', 'julia', 0);
    insert into job (id, lane_id, person_id, operation, input, not_before, created_at)
      values ('j1', null, 'marta', 'recording.decide', '{}', 0, 0);
  `);
}

/** What somebody who speaks Maya gets as the lesson opens. */
async function opens(id: string): Promise<string> {
  const her = {
    channel: 'whatsapp-cloud' as const,
    ourNumber: '1',
    phone: `52834100001${id}`,
    people: [{ id: `itzel-${id}`, name: 'Itzel', language: 'yua' }],
    programme: 'telar',
    lesson: 'dos-bolsas',
    finished: [],
  };
  await store.operate(operationName(seat), her, { now: NOW, seed: `seat ${id}` });
  for (let i = 0, more = true; more; i++)
    ({ more } = await store.turnBatch({ arrived: [], limit: 10, now: NOW, seed: `turn ${id} ${i}` }));
  const rows = db.prepare('select message from outbox where person_id = ? order by seq').all(`itzel-${id}`);
  return rows.map((row) => (row as { message: string }).message).join('\n');
}

test.each(['main', 'worker'] as const)(
  'P2: an approved recording is sent from the next turn on, with the engine in the %s thread, and no restart',
  async (thread) => {
    const path = join(folder, 'store.db');
    ({ store } = await openStore({
      path,
      migrations: readMigrations(join(TOP, 'migrations'), 'sqlite'),
      packs,
      logLevel: 'silent',
      thread,
      clock: new HandClock(NOW),
      log: silentLog,
      onCrash: (error) => {
        throw error;
      },
    }));
    db = new Database(path);
    fill();
    const before = await opens('1');
    expect(before).toContain('Ya separa');
    expect(before).not.toContain('@kept/');
    const job = { id: 'j1', workspace: 'main', lane: null, person: 'marta' };
    await store.operate(
      { name: 'recording.decide' },
      { recording: 'r1', verdict: 'yes', job },
      { now: NOW, seed: 'decide' },
    );
    expect(await opens('2')).toContain('@kept/ab/ab.opus');
  },
);
