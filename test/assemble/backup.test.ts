import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp } from '../../src/assemble/backup.ts';
import { createDailyBackup } from '../../src/assemble/backup-daily.ts';
import { newestAt } from '../../src/assemble/backup-kept.ts';
import { readManifest } from '../../src/assemble/backup-manifest.ts';
import { checkBackup } from '../../src/assemble/health-backup.ts';
import { checkWhole, restore } from '../../src/assemble/restore.ts';
import { DAY, HandClock, HOUR, systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { readMigrations } from '../../src/files.ts';
import { applyMigrations } from '../../src/store/sqlite/apply-migrations.ts';
import { connectWriter } from '../../src/store/sqlite/connect.ts';
import { beOnlyRunner } from '../../src/store/sqlite/only-runner.ts';
import { unsettledRestore } from '../../src/store/sqlite/restored.ts';
import { MONDAY, TOP } from '../end-to-end/house.ts';

let folder: string;
let database: string;
let media: string;
let backups: string;
const clock = new HandClock(MONDAY);

beforeEach(() => {
  clock.set(MONDAY);
  folder = mkdtempSync(join(tmpdir(), 'recado-backup-'));
  database = join(folder, 'recado.db');
  media = join(folder, 'media');
  backups = join(folder, 'backups');
  mkdirSync(join(media, 'a'), { recursive: true });
  writeFileSync(join(media, 'a/one.jpg'), 'one');
  const db = connectWriter(database);
  applyMigrations(db, readMigrations(join(TOP, 'migrations'), 'sqlite'), MONDAY);
  db.exec(`insert into lane (id, created_at) values ('l', 1);
    insert into person (id, lane_id, name, created_at) values ('ana', 'l', 'Ana', 1), ('luz', 'l', 'Luz', 1);
    insert into address (id, lane_id, channel, our_number, raw, phone, created_at) values ('a', 'l', 'twilio-sms', '1', '+521', '+521', 1);
    insert into person_address (person_id, address_id, since) values ('ana', 'a', 1);
    insert into enrolment (person_id, programme, state, since) values ('ana', 'llera', 'active', 1), ('luz', 'llera', 'active', 1);
    insert into staff (person_id, role, programme, since) values ('luz', 'facilitator', 'llera', 1);
    insert into token (id, name, secret_sha256, scopes, created_at) values ('t', 'x', 'y', '[]', 1);
    insert into care_case (id, person_id, topic, reason, state, opened_at) values ('c', 'ana', 't', 'r', 'open', 1);`);
  db.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (more: Partial<Parameters<typeof backUp>[0]> = {}) =>
  backUp({ database, media, folder: backups, keep: null, clock, ...more });
const put = (backup: string, more: Partial<Parameters<typeof restore>[0]> = {}) =>
  restore({ backup, database, media, force: false, unusedSince: false, clock, ...more });
const whole = () =>
  readdirSync(backups)
    .filter((name) => name.startsWith('recado-'))
    .sort();
function change(sql: string, path = database): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}
function rows(sql: string, path = database): unknown[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

describe('a backup', () => {
  test('says what it is, is for its owner alone, and names nobody', async () => {
    const { path, manifest } = await make();
    expect(manifest).toMatchObject({ layout: 1, takenAt: MONDAY, media: [{ path: 'a/one.jpg', bytes: 3 }] });
    expect(manifest.rows).toMatchObject({ person: 2, address: 1, lane: 1 });
    expect(manifest.migration).toBe(readMigrations(join(TOP, 'migrations'), 'sqlite').at(-1)!.name);
    for (const name of ['recado.db', 'manifest.json', 'media/a/one.jpg'])
      expect(statSync(join(path, name)).mode & 0o777, name).toBe(0o600);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(path, 'manifest.json'), 'utf8')).not.toMatch(/Ana|521/);
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'media', 'recado.db']);
  });

  test('of a database that somebody writes all the while ends, and holds one moment of it', async () => {
    const writer = connectWriter(database);
    writer.exec('create table pair (a integer, b text) strict');
    const insert = writer.prepare('insert into pair values (?, ?)');
    const two = writer.transaction((n: number) => {
      insert.run(n, 'x'.repeat(2_000));
      insert.run(n, 'y'.repeat(2_000));
    });
    for (let n = 0; n < 2_000; n++) two(n);
    let n = 2_000;
    let steps = 0;
    const { path } = await make({
      onProgress: ({ what }) => {
        if (what === 'database') steps++;
        two(n++); // commits between any two steps: SQLite's backup alone would begin anew each time
      },
    });
    writer.close();
    expect(steps).toBeGreaterThan(5);
    const [held] = rows('select count(*) as n, count(distinct a) as pairs from pair', join(path, 'recado.db'));
    expect(held).toEqual({ n: 4_000, pairs: 2_000 });
  });

  test('keeps so many, and a file that has not changed takes its room once', async () => {
    for (let day = 0; day < 4; day++) {
      await make({ keep: 2 });
      clock.advance(DAY);
    }
    const names = whole();
    expect(names).toHaveLength(2);
    const inodes = names.map((name) => statSync(join(backups, name, 'media/a/one.jpg')).ino);
    expect(new Set(inodes).size).toBe(1);
    for (const name of names)
      await put(join(backups, name), { database: join(folder, name, 'x.db'), media: join(folder, name, 'm') });
  });

  test('of a damaged database is refused, and the good one of before stays', async () => {
    await make({ keep: 1 });
    clock.advance(DAY);
    const size = statSync(database).size;
    const bytes = readFileSync(database);
    bytes.fill(0x5a, Math.floor(size / 2), Math.floor(size / 2) + 64 * 1024);
    writeFileSync(database, bytes);
    await expect(make({ keep: 1 })).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    expect(whole()).toHaveLength(1);
    expect(readdirSync(backups).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('of nothing, and two at once to one folder, are refused', async () => {
    await expect(make({ database: join(folder, 'none.db') })).rejects.toMatchObject({ code: 'DATABASE_NONE' });
    mkdirSync(backups);
    const letGo = beOnlyRunner(join(backups, '.backup'));
    await expect(make()).rejects.toMatchObject({ code: 'BACKUP_RUNNING' });
    letGo();
  });
});

describe('a restore', () => {
  test('refuses while a process is at work, and where something stands', async () => {
    const { path } = await make();
    const letGo = beOnlyRunner(database);
    await expect(put(path, { force: true })).rejects.toMatchObject({ code: 'RESTORE_IN_USE' });
    letGo();
    await expect(put(path)).rejects.toMatchObject({ code: 'RESTORE_OCCUPIED' });
    expect(rows('select name from person order by name')).toEqual([{ name: 'Ana' }, { name: 'Luz' }]);
  });

  test('by force keeps what was there aside, the WAL that belongs to it too', async () => {
    const { path } = await make();
    change("update person set name = 'Anita' where id = 'ana'");
    const { aside } = await put(path, { force: true });
    expect(rows("select name from person where id = 'ana'")).toEqual([{ name: 'Ana' }]);
    expect(rows("select name from person where id = 'ana'", aside[0])).toEqual([{ name: 'Anita' }]);
    expect(readFileSync(join(aside[1]!, 'a/one.jpg'), 'utf8')).toBe('one');
    expect(readFileSync(join(media, 'a/one.jpg'), 'utf8')).toBe('one');
    expect(statSync(database).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['a byte of the database', 'recado.db'],
    ['a photo', 'media/a/one.jpg'],
  ])('with %s changed is refused before anything is touched', async (_, name) => {
    const { path } = await make();
    const bytes = readFileSync(join(path, name));
    bytes[0] = bytes[0]! ^ 1;
    writeFileSync(join(path, name), bytes);
    await expect(put(path, { force: true })).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      details: { path: name, what: 'it has changed' },
    });
    expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([]);
  });

  test('of a folder that is none, or whose manifest leads out of it, is refused', async () => {
    await expect(put(folder)).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
    const { path } = await make();
    const manifest = join(path, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('a/one.jpg', '../../one.jpg'));
    await expect(put(path, { force: true })).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
  });

  test('carries over what must not be undone: STOP, erasure, withdrawal, requests, revoked tokens, ended roles', async () => {
    change(`insert into person (id, lane_id, name, created_at) values ('eva', 'l', 'Eva', 1), ('eva-2', 'l', 'Eva', 1), ('sol', 'l', 'Sol', 1);
      insert into enrolment (person_id, programme, state, since) values ('eva-2', 'llera', 'active', 1);
      insert into consent (id, person_id, programme, purpose, wording, given, happened_at, entered_at)
        values ('c1', 'ana', 'llera', 'fotos', 'w', 1, 2, 2), ('c2', 'sol', 'llera', 'fotos', 'w', 1, 2, 2);`);
    const { path } = await make();
    change(`pragma foreign_keys = off;
      update address set opted_out_at = 5, opted_out_by = 'learner', no_marketing_at = 5;
      update person set blocked_at = 5, erase_at = 6 where id = 'luz';
      delete from person where id = 'eva'; -- as an erasure that is done leaves her
      insert into erasure (id, why, by_kind, by_id, asked_at, begins_at, done_at, state) values ('e', '', 'shell', 'shell', 5, 5, 6, 'done');
      insert into tombstone (proof, kind, bucket, at) values ('p', 'phone', 1, 6);
      delete from person where id = 'eva-2'; delete from enrolment where person_id = 'eva-2'; -- Ana and she were one
      insert into merge (id, person_id, gone_id, why, at) values ('m', 'ana', 'eva-2', 'shell', 5);
      update enrolment set state = 'withdrawn', since = 7 where person_id = 'ana';
      insert into consent (id, person_id, programme, purpose, wording, given, happened_at, entered_at) values
        ('c3', 'ana', 'llera', 'fotos', 'w', 0, 8, 8), ('c4', 'sol', 'llera', 'fotos', 'w', 0, 8, 8), ('c5', 'sol', 'llera', 'fotos', 'w', 1, 9, 9);
      insert into privacy_request (id, person_id, kind, asked_at, due_at) values ('r', 'ana', 'access', 5, 9);
      update token set revoked_at = 8; update staff set until = 9;`);
    const { carried } = await put(path, { force: true });
    expect(carried).toEqual({ optedOut: 1, erased: 2, withdrawn: 3, requests: 1, revokedTokens: 1, endedStaff: 1 });
    expect(rows('select opted_out_at, opted_out_by, no_marketing_at from address')).toEqual([
      { opted_out_at: 5, opted_out_by: 'learner', no_marketing_at: 5 },
    ]);
    expect(rows('select revoked_at from token')).toEqual([{ revoked_at: 8 }]);
    expect(rows('select until from staff')).toEqual([{ until: 9 }]);
    expect(rows('select proof, at from tombstone')).toEqual([{ proof: 'p', at: 6 }]);
    expect(rows('select id, person_id from privacy_request')).toEqual([{ id: 'r', person_id: 'ana' }]);
    expect(unsettledRestore(database)).toMatchObject({
      takenAt: MONDAY,
      erase: [
        { person: 'eva', at: null },
        { person: 'luz', at: 6 },
      ],
      withdraw: [
        { person: 'ana', programme: 'llera', purpose: 'programme', at: 7 },
        { person: 'eva-2', programme: 'llera', purpose: 'programme', at: 7 },
        { person: 'ana', programme: 'llera', purpose: 'fotos', at: 8 },
      ],
    });
  });

  test('over a database that knows nothing of them, empty or another house’s, nobody is erased', async () => {
    const { path } = await make();
    rmSync(database);
    const db = connectWriter(database);
    applyMigrations(db, readMigrations(join(TOP, 'migrations'), 'sqlite'), MONDAY + 1);
    db.exec(
      "insert into erasure (id, why, by_kind, by_id, asked_at, begins_at, done_at, state) values ('e', '', 'shell', 'shell', 5, 5, 6, 'done')",
    );
    db.close();
    const { carried } = await put(path, { force: true });
    expect(carried).toMatchObject({ erased: 0, withdrawn: 0 });
  });

  test('is not taken for one of an unused copy where the newer database has wishes since', async () => {
    const { path } = await make();
    change("update enrolment set state = 'withdrawn', since = 7 where person_id = 'ana'");
    const { unusedSince } = await put(path, { force: true, unusedSince: true });
    expect(unusedSince).toBe(false);
    expect(unsettledRestore(database)).toMatchObject({ withdraw: [{ person: 'ana' }] });
  });

  test('takes numbers of cases that nobody has on her phone, and where nothing ran since there is nothing to settle', async () => {
    const { path } = await make();
    const { carried } = await put(path, {
      database: join(folder, 'b/x.db'),
      media: join(folder, 'b/m'),
      unusedSince: true,
    });
    expect(carried).toBe(null);
    const there = join(folder, 'b/x.db');
    expect(unsettledRestore(there)).toBe(null);
    change(
      "insert into care_case (id, person_id, topic, reason, state, opened_at) values ('d', 'luz', 't', 'r', 'open', 1)",
      there,
    );
    expect(rows('select number from care_case order by number', there)).toEqual([{ number: 1 }, { number: 102 }]);
  });

  test('is not spoilt by the log that a deleted database left behind', async () => {
    const { path } = await make();
    const db = connectWriter(database);
    db.exec("update person set name = 'Anita'");
    const left = readFileSync(`${database}-wal`);
    db.close();
    rmSync(database);
    writeFileSync(`${database}-wal`, left);
    await put(path, { media: join(folder, 'other') });
    expect(rows("select name from person where id = 'ana'")).toEqual([{ name: 'Ana' }]);
    expect(rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  test('goes on where the newer database is damaged: nothing of it is carried over, and that is said', async () => {
    const { path } = await make();
    writeFileSync(database, 'no database any more');
    const { carried, aside } = await put(path, { force: true });
    expect(carried).toBe(null);
    expect(readFileSync(aside[0]!, 'utf8')).toBe('no database any more');
    expect(rows('select count(*) as n from person')).toEqual([{ n: 2 }]);
  });
});

describe('every day', () => {
  const daily = (made: number[], fail = () => false) =>
    createDailyBackup({
      backup: { database, media, folder: backups, keep: 3 },
      at: '03:30',
      zone: 'America/Monterrey',
      clock,
      log: silentLog,
      async make(data) {
        made.push(clock.now());
        if (fail()) throw new Error('disk full');
        await backUp({ ...data, clock });
        return { bytes: 1, removed: 0 };
      },
    });

  test('at its hour, once, and after a failure an hour later', async () => {
    const made: number[] = [];
    let full = true;
    const worker = daily(made, () => full);
    const night = Date.parse('2026-03-03T03:30:00-06:00');
    expect(await worker.nextDue()).toBe(night);
    expect(await worker.tick()).toBe(false);
    clock.set(night);
    expect(await worker.tick()).toBe(false);
    expect(await worker.nextDue()).toBe(night + HOUR);
    full = false;
    clock.advance(HOUR);
    expect(await worker.tick()).toBe(true);
    expect(await worker.nextDue()).toBe(night + DAY);
    expect(made).toEqual([night, night + HOUR]);
    // A machine that was off that night makes it up at once.
    clock.advance(3 * DAY);
    expect(await daily(made).tick()).toBe(true);
  });

  test('in a thread of its own: made, checked, and no more kept than asked; what fails there is told here', async () => {
    for (let day = 3; day > 0; day--) {
      clock.set(systemClock.now() - day * DAY);
      await make();
    }
    const last = whole().at(-1)!;
    clock.set(systemClock.now());
    const told: unknown[] = [];
    const log = { ...silentLog, error: (found: object) => void told.push(found) };
    const inThread = (to: string) =>
      createDailyBackup({
        backup: { database, media, folder: to, keep: 2 },
        at: '00:00',
        zone: 'UTC',
        clock,
        log,
      });
    const worker = inThread(backups);
    expect(await worker.tick()).toBe(true);
    expect(whole()).toHaveLength(2);
    expect(whole()[0]).toBe(last);
    const made = join(backups, whole()[1]!);
    await checkWhole(made, readManifest(made));
    expect(newestAt(backups)).toBe(readManifest(made).takenAt);

    rmSync(database);
    clock.advance(DAY);
    expect(await worker.tick()).toBe(false);
    expect(told).toMatchObject([{ err: { code: 'DATABASE_NONE' } }]);
    expect(await worker.nextDue()).toBe(clock.now() + HOUR);
    expect(whole()).toHaveLength(2);
  });

  test('doctor says when the last one was, and warns when it is old', async () => {
    const asked = { BACKUP_DIR: backups };
    expect(checkBackup(asked, clock)).toMatchObject({ ok: true, says: `none in ${backups}`, next: expect.any(String) });
    await make();
    expect(checkBackup(asked, clock)).toMatchObject({ says: expect.stringMatching(/^2026-03-02T16:00Z/) });
    expect(checkBackup(asked, clock).next).toBe(undefined);
    clock.advance(2 * DAY);
    expect(checkBackup(asked, clock).next).toBeDefined();
  });
});
