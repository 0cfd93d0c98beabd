import { RecadoError } from '../../base/errors.ts';
import type { Form } from '../../domain/channel.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { Audience } from '../audience.ts';
import type { By } from '../audit.ts';
import type { Sight } from '../sight.ts';
import { type Progress, progressOf, progressQuery } from './progress.ts';
import { BROADCASTS, type Broadcast, broadcastOf, broadcastQuery, type State, seen, THREAD } from './row.ts';
import { leftOut } from './tally.ts';
import { readBy } from './text.ts';

/** A broadcast as a shell or the API shows it. */
export interface View {
  readonly id: string;
  readonly programme: string;
  readonly state: State;
  /** What confirms it. */
  readonly code: number | null;
  readonly audience: Audience;
  readonly on: { readonly date: string; readonly at: string } | null;
  readonly until: { readonly date: string; readonly at: string } | null;
  readonly people: {
    readonly get: number;
    readonly left_out: number;
    readonly reasons: Readonly<Record<string, number>>;
  };
  /** By channel; `sms` is what goes by SMS because WhatsApp is closed. SMS count by the segment. */
  readonly ways: Readonly<Record<string, { readonly people: number; readonly pieces: number }>>;
  readonly texts: readonly {
    /** Null: all languages that have no text of their own. */
    readonly language: string | null;
    readonly form: Form;
    /** As it is read by somebody whose name is not known. */
    readonly text: string;
    readonly people: number;
    readonly segments: { readonly least: number; readonly most: number };
  }[];
  /** Expected, in hundredths of the currency. */
  readonly cost: readonly { readonly currency: string; readonly minor: number }[];
  /** People for whose message nobody wrote a price down. */
  readonly unpriced: number;
  readonly progress: Progress;
  readonly created_at: number;
  readonly previewed_at: number | null;
  readonly tested_at: number | null;
  readonly confirmed_at: number | null;
  readonly ended_at: number | null;
}

export function viewOf(b: Broadcast, progress: readonly SqlRow[]): View {
  const { tally } = b;
  return {
    id: b.id,
    programme: b.programme,
    state: b.state,
    code: b.code,
    audience: b.audience,
    on: b.moment.on ?? null,
    until: b.moment.until ?? null,
    people: { get: tally.go, left_out: leftOut(tally), reasons: tally.reasons },
    ways: tally.ways,
    texts: Object.entries(tally.texts).map(([key, { people, least, most }]) => {
      const [at, form] = key.split(' ') as [string, Form];
      const text = b.texts[Number(at)]!;
      const read = readBy(text, form, { name: null, shared: false });
      return { language: text.language, form, text: read, people, segments: { least, most } };
    }),
    cost: Object.entries(tally.cost).map(([currency, milli]) => ({ currency, minor: Math.ceil(milli / 1_000) })),
    unpriced: tally.unpriced,
    progress: progressOf(b, progress),
    created_at: b.createdAt,
    previewed_at: b.previewedAt,
    tested_at: b.testedAt,
    confirmed_at: b.confirmedAt,
    ended_at: b.endedAt,
  };
}

export type Read = (query: Query) => Promise<readonly SqlRow[]>;

/** Throws BROADCAST_UNKNOWN, SIGHT_DENIED. */
export async function viewed(id: string, read: Read, sight: Sight, by: By): Promise<View> {
  const [row] = await read(broadcastQuery(id));
  if (!row) throw new RecadoError('BROADCAST_UNKNOWN', { id });
  const b = broadcastOf(row);
  seen(b, sight, by);
  return viewOf(b, await read(progressQuery(id)));
}

/** All that a sight reaches, and with `programme` those of one. */
export function listQuery(sight: Sight, by: By, programme?: string): Query {
  return {
    sql: {
      sqlite: `${BROADCASTS} where b.workspace = @workspace and (@programme is null or b.programme = @programme)
        and (@programmes is null or b.programme in (select value from json_each(@programmes)))
        and (@own is null or b.by_id = @own)`,
    },
    params: {
      workspace: sight.workspace,
      programme: programme ?? null,
      programmes: sight.programmes === null ? null : JSON.stringify(sight.programmes),
      own: sight.within === null ? null : by.id,
    },
  };
}

/**
 * What became of it for each who was meant: `left-out` with its reason, `waiting`, `cancelled`, or as the outbox says
 * (domain/delivery.ts). What went by SMS instead stands as that SMS does.
 */
export const recipientsQuery = (id: string): Query => ({
  sql: {
    sqlite: `select r.n, r.person_id, p.name, r.way, coalesce(c.channel, o.channel) as channel,
        case when r.reason is not null then 'left-out' when o.id is null and b.state = 'cancelled' then 'cancelled'
          when o.id is null then 'waiting' else coalesce(c.state, o.state) end as outcome,
        coalesce(r.reason, c.why, case when c.id is null then o.why end) as why, coalesce(c.code, o.code) as code
      from broadcast b join broadcast_recipient r on r.broadcast_id = b.id join person p on p.id = r.person_id
        left join outbox o on o.id = r.broadcast_id || '-' || r.n and o.thread_id = '${THREAD}' || b.id
        left join outbox c on c.copy_of = o.id
      where b.id = @id`,
  },
  params: { id },
});
