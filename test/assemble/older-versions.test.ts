import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/assemble/open-store.ts';
import { type Packs, readAll } from '../../src/assemble/packs.ts';
import { HandClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { readMigrations } from '../../src/files.ts';
import { operationName, type Store } from '../../src/store/port.ts';
import { seat } from '../../src/workshop/operations.ts';

const TOP = join(import.meta.dirname, '../..');
const NOW = Date.parse('2026-03-02T16:00:00Z');
const { transcripts: _, ...packs } = readAll({
  flows: join(TOP, 'test/end-to-end/flows'),
  locales: join(TOP, 'locales'),
});
/** The step she stands at is called otherwise now. */
const edited: Packs = {
  ...packs,
  files: packs.files.map((file) =>
    file.path.endsWith('lessons/dos-botes.yaml')
      ? { ...file, text: file.text.replace('id: separa', 'id: aparta') }
      : file,
  ),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(packs: Packs, thread: 'main' | 'worker') {
  return openStore({
    path: join(folder, 'recado.db'),
    migrations: readMigrations(join(TOP, 'migrations'), 'sqlite'),
    packs,
    logLevel: 'silent',
    thread,
    clock: new HandClock(NOW),
    log: silentLog,
    onCrash: (error) => expect.fail(error.message),
  });
}

async function turns(store: Store, arrived: readonly Inbound[], now: number): Promise<void> {
  for (let i = 0, more = true; more; i++)
    ({ more } = await store.turnBatch({ arrived: i === 0 ? arrived : [], limit: 10, now, seed: `turns ${i}` }));
}

test.each(['main', 'worker'] as const)(
  'who stands in an older version is understood by it after a start, engine in the %s thread',
  async (thread) => {
    const before = await open(packs, thread);
    const her = {
      channel: 'whatsapp-cloud' as const,
      ourNumber: '1',
      phone: '528341000011',
      people: [{ id: 'luz', name: 'Luz', language: 'es-MX' }],
      programme: 'llera',
      lesson: 'dos-botes',
      finished: [],
    };
    await before.store.operate(operationName(seat), her, { now: NOW, seed: 'seat' });
    await turns(before.store, [], NOW);
    await before.store.close();

    const { store, mind } = await open(edited, thread);
    const old = before.mind.library.flow('llera/dos-botes')!;
    expect(mind.library.flow('llera/dos-botes')!.version).not.toBe(old.version);
    expect(mind.library.flow('llera/dos-botes', old.version)?.keys).toContain('separa');
    const inbound: Inbound = {
      our: { channel: 'whatsapp-cloud', number: '1' },
      providerId: 'wamid.1',
      sender: { raw: '528341000011', waId: '528341000011', phone: '+528341000011' },
      sentAt: NOW + 60_000,
      sentBy: 'provider',
      content: { kind: 'text', text: 'Todavía no' },
    };
    await turns(store, [inbound], NOW + 61_000);
    await store.close();
    const db = new Database(join(folder, 'recado.db'), { readonly: true });
    expect(db.prepare('select step, version from answer').all()).toEqual([{ step: 'separa', version: old.version }]);
    db.close();
  },
);
