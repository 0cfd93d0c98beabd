import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import type { Inbound } from '../src/domain/inbound.ts';
import type { RowWrite, Scalar, Thought } from '../src/store/port.ts';
import { built } from './built.ts';
import { checkWork, freshCopy, migrations } from './learners.ts';
import { decoded, type Field } from './pipeline.ts';
import type { Contestant } from './rounds.ts';

/** What one message made the product write. */
interface Written {
  readonly inbound: Inbound;
  readonly text: string;
  readonly addressId: string;
  readonly thought: Thought;
}

type Write = readonly [Sqlite.Statement, readonly Scalar[]];

/**
 * The same rows in the same tables by bare prepared statements: 100 messages a commit, a savepoint each, the same
 * pragmas, nothing thought and nothing parsed. The most that this disk, this SQLite and this schema can do.
 */
export async function rawSqlite(name: string, field: Field): Promise<Contestant> {
  const written = await capture(field);
  const path = join(field.folder, 'raw.db');
  let db: Sqlite.Database;
  let plan: readonly { readonly message: Written; readonly writes: readonly Write[] }[] = [];
  const statements = new Map<string, Sqlite.Statement>();
  return {
    name,
    async before(round) {
      if (round === 0) {
        freshCopy(field.template, path);
        const { connectWriter } =
          await built<typeof import('../src/store/sqlite/connect.ts')>('store/sqlite/connect.js');
        db = connectWriter(path);
      }
      const prepare = (sql: string) => {
        const statement = statements.get(sql) ?? db.prepare(sql);
        statements.set(sql, statement);
        return statement;
      };
      const perRound = written.length / (field.rounds + field.warm);
      const now = written.slice(round * perRound, (round + 1) * perRound);
      plan = now.map((message) => ({ message, writes: message.thought.rows.map((row) => writeOf(row, prepare)) }));
    },
    run() {
      const run = runner(db);
      for (let from = 0; from < plan.length; from += 100) {
        run.begin.run();
        for (const { message, writes } of plan.slice(from, from + 100)) run.one(message, writes);
        run.commit.run();
      }
      return plan.length;
    },
    end() {
      db.close();
      checkWork(path, field.people * (field.rounds + field.warm));
    },
  };
}

function runner(db: Sqlite.Database) {
  const save = db.prepare('savepoint one');
  const release = db.prepare('release one');
  const find = db
    .prepare('select address_id from address_key where channel = ? and our_number = ? and value = ?')
    .pluck();
  const key = db.prepare(
    'insert into address_key (channel, our_number, value, address_id) values (?, ?, ?, ?) on conflict do nothing',
  );
  const accept = db.prepare(
    'insert into inbox (channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const heard = db.prepare('update address set last_inbound_at = ?, window_at = ? where id = ?');
  const load = db.prepare('select state from conversation where person_id = ?').pluck();
  const keep = db.prepare('update conversation set state = ?, rev = rev + 1, updated_at = ? where person_id = ?');
  const done = db.prepare("update inbox set state = 1, did = 'answered', done_at = ? where seq = ?");
  return {
    begin: db.prepare('begin immediate'),
    commit: db.prepare('commit'),
    one({ inbound, text, addressId, thought }: Written, writes: readonly Write[]): void {
      const { channel, number } = inbound.our;
      const wa = `wa:${inbound.sender.waId}`;
      save.run();
      if (find.get(channel, number, wa) === undefined) key.run(channel, number, wa, addressId);
      const { lastInsertRowid } = accept.run(
        channel,
        number,
        inbound.providerId,
        addressId,
        text,
        inbound.sentAt,
        inbound.sentAt,
      );
      heard.run(inbound.sentAt, inbound.sentAt, addressId);
      for (const { personId, state } of thought.conversations) {
        load.get(personId);
        keep.run(state, inbound.sentAt, personId);
      }
      for (const [statement, values] of writes) statement.run(values);
      done.run(inbound.sentAt, lastInsertRowid);
      release.run();
    },
  };
}

function writeOf(row: RowWrite, prepare: (sql: string) => Sqlite.Statement): Write {
  const list = (columns: readonly string[], sign = ', ') => columns.map((column) => `${column} = ?`).join(sign);
  switch (row.op) {
    case 'update':
      return [
        prepare(`update ${row.table} set ${list(Object.keys(row.set))} where ${list(Object.keys(row.key), ' and ')}`),
        [...Object.values(row.set), ...Object.values(row.key)],
      ];
    case 'delete':
      return [prepare(`delete from ${row.table} where ${list(Object.keys(row.key), ' and ')}`), Object.values(row.key)];
    default: {
      const columns = Object.keys(row.values);
      const insert = `insert into ${row.table} (${columns.join()}) values (${columns.map(() => '?').join()})`;
      const set = columns.map((column) => `${column} = excluded.${column}`).join();
      const end =
        row.op === 'insert'
          ? ''
          : row.op === 'insert-new'
            ? ' on conflict do nothing'
            : ` on conflict (${row.key.join()}) do update set ${set}`;
      return [prepare(insert + end), Object.values(row.values)];
    }
  }
}

/** The product does the whole work once, and what each turn decided is kept. */
async function capture(field: Field): Promise<readonly Written[]> {
  const { openSqlite } = await built<typeof import('../src/store/sqlite/open.ts')>('store/sqlite/open.js');
  const { buildMind } = await built<typeof import('../src/assemble/mind.ts')>('assemble/mind.js');
  const { OPERATIONS } = await built<typeof import('../src/assemble/capabilities.ts')>('assemble/capabilities.js');
  const { systemClock } = await built<typeof import('../src/base/clock.ts')>('base/clock.js');
  const path = join(field.folder, 'captured.db');
  freshCopy(field.template, path);
  const mind = buildMind(field.packs);
  const written: Written[] = [];
  const store = openSqlite({
    path,
    migrations: await migrations(),
    clock: systemClock,
    facts: mind.facts,
    operations: OPERATIONS,
    think(lane, item, at) {
      const thought = mind.think(lane, item, at);
      if (item.from === 'inbox') {
        written.push({ inbound: item.inbound, text: JSON.stringify(item.inbound), addressId: item.addressId, thought });
      }
      return thought;
    },
  });
  for (let round = 0; round < field.rounds + field.warm; round++) {
    const arrivals = await decoded(field.people, round);
    for (let from = 0; from < arrivals.length; from += 100) {
      const arrived = arrivals.slice(from, from + 100);
      await store.turnBatch({ arrived, limit: 100, now: Date.now(), seed: `raw/${round}/${from}` });
    }
  }
  await store.close();
  return written;
}
