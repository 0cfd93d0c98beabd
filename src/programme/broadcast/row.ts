import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { OutTemplate } from '../../domain/outbound.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { Audience } from '../audience.ts';
import type { By } from '../audit.ts';
import { type PackFacts, packFactsIn } from '../pack-facts.ts';
import type { Sight } from '../sight.ts';
import type { When } from './moments.ts';
import type { Tally } from './tally.ts';
import type { BroadcastText } from './text.ts';

export const STATES = ['counting', 'previewed', 'scheduled', 'sending', 'paused', 'done', 'cancelled'] as const;
export type State = (typeof STATES)[number];

/** A broadcast as it is kept, its JSON read. */
export interface Broadcast {
  readonly id: string;
  readonly workspace: string;
  readonly programme: string;
  readonly state: State;
  readonly code: number | null;
  readonly texts: readonly BroadcastText[];
  readonly template: OutTemplate | null;
  readonly audience: Audience;
  readonly sight: Sight;
  readonly source: string | null;
  readonly moment: When;
  readonly by: By;
  readonly lane: string | null;
  readonly person: string | null;
  readonly tally: Tally;
  readonly judged: number;
  readonly counted: number;
  readonly lastPerson: string;
  readonly queued: number;
  readonly createdAt: Millis;
  readonly previewedAt: Millis | null;
  readonly testedAt: Millis | null;
  readonly confirmedAt: Millis | null;
  readonly endedAt: Millis | null;
  readonly pack: PackFacts;
}

/** SQL: broadcasts with what is known of their pack; conditions follow. */
export const BROADCASTS = `select b.*, s.value from broadcast b left join setting s on s.name = 'pack.' || b.programme`;

export const broadcastQuery = (id: string): Query => ({
  sql: { sqlite: `${BROADCASTS} where b.id = @id` },
  params: { id },
});

export function broadcastOf(row: SqlRow): Broadcast {
  const json = <T>(column: string) => JSON.parse(String(row[column])) as T;
  const moment = (column: string) => row[column] as Millis | null;
  return {
    id: String(row['id']),
    workspace: String(row['workspace']),
    programme: String(row['programme']),
    state: row['state'] as State,
    code: row['code'] as number | null,
    texts: json('texts'),
    template: row['template'] === null ? null : json('template'),
    audience: json('audience'),
    sight: json('sight'),
    source: row['source_id'] as string | null,
    moment: json('moment'),
    by: { kind: row['by_kind'] as By['kind'], id: String(row['by_id']) },
    lane: row['lane_id'] as string | null,
    person: row['person_id'] as string | null,
    tally: json('tally'),
    judged: Number(row['judged']),
    counted: Number(row['counted']),
    lastPerson: String(row['last_person']),
    queued: Number(row['queued']),
    createdAt: Number(row['created_at']),
    previewedAt: moment('previewed_at'),
    testedAt: moment('tested_at'),
    confirmedAt: moment('confirmed_at'),
    endedAt: moment('ended_at'),
    pack: packFactsIn([row])[0]!,
  };
}

/** Messages of a broadcast carry it as their thread. */
export const THREAD = 'broadcast:';

/** Zones of a programme's cohorts and places; its own is not among them. */
const ZONES = `select distinct timezone from (
  select timezone from cohort where programme = @programme union select timezone from unit where programme = @programme)
  where timezone is not null`;
export const zonesOf = (programme: string): Query => ({ sql: { sqlite: ZONES }, params: { programme } });
export const zonesById = (id: string): Query => ({
  sql: { sqlite: ZONES.replaceAll('@programme', '(select programme from broadcast where id = @id)') },
  params: { id },
});

/**
 * Whoever works with a part of a programme sees her own broadcasts and no others. Throws SIGHT_DENIED, BROADCAST_UNKNOWN.
 */
export function seen(b: Pick<Broadcast, 'id' | 'programme' | 'by'>, sight: Sight, by: By): void {
  if (sight.programmes !== null && !sight.programmes.includes(b.programme))
    throw new RecadoError('SIGHT_DENIED', { programme: b.programme });
  if (sight.within !== null && b.by.id !== by.id) throw new RecadoError('BROADCAST_UNKNOWN', { id: b.id });
}
