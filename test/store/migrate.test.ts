import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { applyMigrations } from '../../src/store/sqlite/apply-migrations.ts';
import { migrations } from './setup.ts';

const one = { name: '0001-one.sqlite.sql', sql: 'create table one (id text) strict;' };
const two = { name: '0002-two.sqlite.sql', sql: 'create table two (id text) strict;\ninsert into one values (1);' };

function tables(db: Sqlite.Database): unknown[] {
  return db.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all();
}

const coded = (code: string) => expect.objectContaining({ code });

describe('migrations', () => {
  it('run in order, once, and are remembered', () => {
    const db = new Sqlite(':memory:');
    applyMigrations(db, [two, one], 5);
    applyMigrations(db, [one, two], 6);
    expect(tables(db)).toEqual(['migration', 'one', 'two']);
    expect(db.prepare('select number, name, applied_at from migration').all()).toEqual([
      { number: 1, name: one.name, applied_at: 5 },
      { number: 2, name: two.name, applied_at: 5 },
    ]);
    expect(db.prepare('select count(*) from one').pluck().get()).toBe(1);
  });

  it('go on from where they stood', () => {
    const db = new Sqlite(':memory:');
    applyMigrations(db, [one], 5);
    applyMigrations(db, [one, two], 6);
    expect(db.prepare('select applied_at from migration').pluck().all()).toEqual([5, 6]);
  });

  it('leave nothing of one that fails, and keep those before it', () => {
    const db = new Sqlite(':memory:');
    const bad = {
      name: '0002-bad.sqlite.sql',
      sql: 'create table bad (id text) strict; insert into nowhere values (1);',
    };
    expect(() => applyMigrations(db, [one, bad], 5)).toThrow(coded('MIGRATION_FAILED'));
    expect(tables(db)).toEqual(['migration', 'one']);
  });

  it('refuse what was changed after it ran, but not other line ends', () => {
    const db = new Sqlite(':memory:');
    applyMigrations(db, [one, two], 5);
    applyMigrations(db, [one, { ...two, sql: two.sql.replaceAll('\n', '\r\n') }], 6);
    const changed = { ...one, sql: `${one.sql} -- changed` };
    expect(() => applyMigrations(db, [changed, two], 6)).toThrow(coded('MIGRATION_CHANGED'));
  });

  it('refuse a database of a newer version, a bad name, one number twice, and a number that comes too late', () => {
    const db = new Sqlite(':memory:');
    applyMigrations(db, [one, two], 5);
    expect(() => applyMigrations(db, [one], 6)).toThrow(coded('SCHEMA_NEWER'));
    const fresh = new Sqlite(':memory:');
    expect(() => applyMigrations(fresh, [{ ...one, name: 'one.sql' }], 6)).toThrow(coded('MIGRATION_INVALID'));
    expect(() => applyMigrations(fresh, [one, { ...one, name: '0001-b.sqlite.sql' }], 6)).toThrow(
      coded('MIGRATION_INVALID'),
    );
    applyMigrations(fresh, [{ ...one, name: '0003-three.sqlite.sql' }], 6);
    const late = [{ ...one, name: '0003-three.sqlite.sql' }, two];
    expect(() => applyMigrations(fresh, late, 6)).toThrow(coded('MIGRATION_INVALID'));
  });

  it('make the schema that is written down', () => {
    const db = new Sqlite(':memory:');
    applyMigrations(db, migrations(), 0);
    const schema = db
      .prepare("select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by name")
      .pluck()
      .all()
      .join(';\n\n');
    const golden = new URL('../golden/schema.sqlite.sql', import.meta.url);
    if (process.env['UPDATE_GOLDEN'] || !existsSync(golden)) writeFileSync(golden, `${schema};\n`);
    expect(`${schema};\n`, 'changed on purpose? UPDATE_GOLDEN=1 npx vitest run test/store/migrate.test.ts').toBe(
      readFileSync(golden, 'utf8'),
    );
  });

  it('give every table a workspace', () => {
    const db = new Sqlite(':memory:');
    applyMigrations(db, migrations(), 0);
    const without = db
      .prepare(
        `select name from sqlite_master m where type = 'table' and name not like 'sqlite_%'
           and not exists (select 1 from pragma_table_info(m.name) where name = 'workspace') order by name`,
      )
      .pluck()
      .all();
    expect(without).toEqual(['migration', 'workspace']);
  });
});
