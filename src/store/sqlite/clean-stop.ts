import type { Millis } from '../../base/clock.ts';
import type { Db } from './faults.ts';

const NAME = 'clean_stop';

/** Whether the last stop was clean, and notes that work has begun. A new database counts as clean. */
export function beginRun(db: Db, now: Millis): { readonly clean: boolean } {
  const last = db.prepare('select value from setting where name = ?').pluck().get(NAME);
  note(db, '0', now);
  return { clean: last !== '0' };
}

export function endRun(db: Db, now: Millis): void {
  note(db, '1', now);
}

function note(db: Db, value: '0' | '1', now: Millis): void {
  db.prepare(
    `insert into setting (name, value, updated_at) values (?, ?, ?)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
  ).run(NAME, value, now);
}
