import { DAY, type Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Query, RowWrite, SqlRow } from '../store/port.ts';
import type { WithOwn } from './policy.ts';
import type { Change, OutboxRow } from './row.ts';
import { tellCoordinators } from './tell.ts';

/**
 * A provider says for a while that a phone cannot be reached (off, no signal, not on WhatsApp): it is held for dead only
 * after so many messages in a row, the first and the last so far apart, with no delivery and no word of hers between.
 * A weekend without signal is no dead number; a third failure days later is.
 */
export const STRIKES = 3;
export const STRIKES_OVER: Millis = 2 * DAY;
/** So many dead numbers of one of our senders within a day are no longer persons to call, but something to look into. */
export const WAVE = 10;
export const WAVE_WITHIN: Millis = DAY;

/** What one failed delivery makes of its address. */
export function struck(row: WithOwn, now: Millis): { readonly set: SqlRow; readonly dead: boolean } {
  const strikes = row.own_strikes + 1;
  const since = row.own_struck_at ?? now;
  const dead = strikes >= STRIKES && now - since >= STRIKES_OVER;
  return { set: { strikes, struck_at: since, ...(dead ? { dead_at: now } : {}) }, dead };
}

interface Count {
  readonly channel: string;
  readonly our_number: string;
  readonly dead: number;
}

/** How many numbers have died within a day, for each sender of ours. Few rows: the index holds the dead alone. */
export function deadToday(now: Millis): Query {
  return {
    sql: {
      sqlite: `select channel, our_number, count(*) as dead from address
        where dead_at is not null and dead_at > @since group by channel, our_number`,
    },
    params: { since: now - WAVE_WITHIN },
  };
}

/** The dead of one operation: a task for each, and from the tenth of one sender on a single alert in place of tasks. */
export class Dead {
  readonly #counts: Map<string, number>;
  readonly #at: { readonly now: Millis; readonly newId: NewId };
  readonly #waves = new Set<string>();
  readonly #marked = new Set<string>();

  constructor(counts: readonly Count[], at: { readonly now: Millis; readonly newId: NewId }) {
    this.#counts = new Map(counts.map(({ channel, our_number, dead }) => [keyOf(channel, our_number), dead]));
    this.#at = at;
  }

  /** Marks the address. With nowhere else to write to her (`alone`), somebody of the team is to ask for her new number. */
  mark(row: OutboxRow & WithOwn, change: Change, alone: boolean, set: SqlRow = { dead_at: this.#at.now }): Change {
    const rows: RowWrite[] = [{ op: 'update', table: 'address', key: { id: row.address_id }, set }];
    if (row.own_dead_at === null && !this.#marked.has(row.address_id)) {
      this.#marked.add(row.address_id);
      const key = keyOf(row.channel, row.our_number);
      const dead = (this.#counts.get(key) ?? 0) + 1;
      this.#counts.set(key, dead);
      if (dead >= WAVE) this.#waves.add(key);
      else if (alone) rows.push(this.#task(row));
    }
    return { ...change, rows: [...(change.rows ?? []), ...rows] };
  }

  /** Tells of a wave once a day. */
  statements(): readonly Query[] {
    const { now } = this.#at;
    return [...this.#waves].flatMap((key) => {
      const name = `dead-wave:${key}`;
      const [, ourNumber = ''] = key.split(' ');
      const told = {
        sqlite: `insert into setting (name, value, updated_at) values (@name, @dead, @now)
        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
      };
      const tell = tellCoordinators({
        programme: '',
        key: 'dead.wave',
        vars: { count: this.#counts.get(key)!, number: ourNumber },
        now,
        unless: { setting: name, since: now - WAVE_WITHIN },
      });
      return [tell, { sql: told, params: { name, dead: String(this.#counts.get(key)), now } }];
    });
  }

  #task(row: OutboxRow): RowWrite {
    return {
      op: 'insert-new',
      table: 'task',
      values: {
        id: this.#at.newId(),
        workspace: row.workspace,
        person_id: row.person_id,
        topic: 'dead-number',
        why: 'dead-number',
        state: 'open',
        opened_at: this.#at.now,
      },
    };
  }
}

const keyOf = (channel: string, ourNumber: string): string => `${channel} ${ourNumber}`;
