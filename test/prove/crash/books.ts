import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SqlRow } from '../../../src/store/port.ts';
import type { Town } from './town.ts';

/** Looks at the database while nobody, or the product, has it open. */
export function rows<R = SqlRow>(town: Town, sql: string): R[] {
  const db = new Database(town.database, { readonly: true });
  try {
    return db.prepare(sql).all() as R[];
  } finally {
    db.close();
  }
}

interface Sending {
  readonly id: string;
  /** Her number. */
  readonly to: string;
  readonly priority: number;
}

/** Messages that stand as `sending`: when the process has just been killed, those that this cut off. */
export function sending(town: Town): Sending[] {
  if (!existsSync(town.database) || rows(town, "select 1 from sqlite_master where name = 'outbox'").length === 0)
    return [];
  return rows<Sending>(
    town,
    `select o.id, ltrim(a.phone, '+') as "to", o.priority from outbox o join address a on a.id = o.address_id
      where o.state = 'sending'`,
  );
}

/** Nothing waits to be worked, fetched or sent. */
export function quiet(town: Town): boolean {
  const [waits] = rows<{ n: number }>(
    town,
    `select (select count(*) from inbox where state = 0) + (select count(*) from event where state = 0)
      + (select count(*) from media where state = 'pending')
      + (select count(*) from job where state = 0 and not_before <= ${town.clock.now()})
      + (select count(*) from outbox where state in ('pending', 'sending', 'unknown')) as n`,
  );
  return waits!.n === 0;
}
