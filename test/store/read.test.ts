import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileRead, readAll, reads } from '../../src/store/read/compile.ts';
import { createReader } from '../../src/store/read/reader.ts';
import { TABLES } from '../../src/store/read/tables.ts';
import { applyMigrations } from '../../src/store/sqlite/apply-migrations.ts';
import { migrations, temporaryFolder } from './setup.ts';

describe('reads', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let db: Sqlite.Database;
  const path = () => join(folder.path, 'recado.db');

  beforeEach(() => {
    folder = temporaryFolder();
    db = new Sqlite(path());
    db.pragma('journal_mode = wal');
    applyMigrations(db, migrations(), 0);
    db.exec(`insert into lane (id, created_at) values ('l1', 1);
      insert into person (id, lane_id, name, created_at) values ('p1', 'l1', 'Ana', 1), ('p2', 'l1', null, 2);`);
  });
  afterEach(() => {
    db.close();
    folder.remove();
  });

  it('are typed over the tables as the migrations make them', () => {
    const real: Record<string, Record<string, string>> = {};
    const rows = db
      .prepare(
        `select m.name as tab, c.name, lower(c.type) as type, c."notnull" or c.pk as sure
         from sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'migration'`,
      )
      .all() as { tab: string; name: string; type: string; sure: number }[];
    for (const { tab, name, type, sure } of rows) {
      real[tab] = { ...real[tab], [name]: sure ? type : `${type}?` };
    }
    expect(TABLES).toEqual(real);
  });

  it('are built by Kysely with named parameters and run on a connection of their own', async () => {
    const query = reads
      .selectFrom('person')
      .select(['id', 'name'])
      .where('name', '=', 'Ana?')
      .where('created_at', '<', 5);
    expect(compileRead(query)).toEqual({
      sql: { sqlite: 'select "id", "name" from "person" where "name" = @p1 and "created_at" < @p2' },
      params: { p1: 'Ana?', p2: 5 },
    });
    const reader = createReader(path());
    const people = await readAll(reader, reads.selectFrom('person').select(['id', 'name']).orderBy('id'));
    expect(people).toEqual([
      { id: 'p1', name: 'Ana' },
      { id: 'p2', name: null },
    ]);
    // A commit made since is seen; a write is refused.
    db.exec("update person set name = 'Luz' where id = 'p2'");
    expect(await readAll(reader, reads.selectFrom('person').select('name').where('id', '=', 'p2'))).toEqual([
      { name: 'Luz' },
    ]);
    const write = readAll(reader, reads.deleteFrom('person').returning('id'));
    await expect(write).rejects.toMatchObject({ code: 'READ_FAILED' });
    await reader.close();
  });

  it('give up at the limit and go on with the next', async () => {
    const reader = createReader(path(), 400);
    const long =
      'with recursive c (n) as (select 1 union all select n + 1 from c where n < 30000000) select count(*) as n from c';
    const slow = reader.read({ sql: { sqlite: long }, params: {} });
    const next = reader.read({ sql: { sqlite: 'select 2 as n' }, params: {} });
    await expect(slow).rejects.toMatchObject({ code: 'READ_TIMEOUT', status: 504 });
    expect(await next).toEqual([{ n: 2 }]);
    await reader.close();
  });
});
