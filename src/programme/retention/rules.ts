import { DAY, type Millis } from '../../base/clock.ts';
import type { Query } from '../../store/port.ts';

/** What is kept for how long. `messages` and `traces` are the installation's to choose (KEEP_MESSAGES_DAYS, KEEP_TRACES_DAYS). */
export interface Days {
  /** Words of messages in and out; 0: for ever. */
  readonly messages: number;
  /** What only machinery and operators look at; 0: for ever. */
  readonly traces: number;
}

export interface Rule {
  /** Stands in the audit log, and `retention.rule.<id>` says it in words; never renamed. */
  readonly id: string;
  readonly table: string;
  readonly keeps: keyof Days | Millis;
  /** SQL: the moment it counts from, on `t`. */
  readonly since: string;
  /** SQL: what else must hold on `t`. */
  readonly where: string;
  /** The column that is emptied to `{}`; absent: the row goes. */
  readonly empties?: string;
  /** Of a table without rowid: its key. Others are looked through stretch by stretch. */
  readonly key?: readonly string[];
  /** Of a table without rowid in which each row is found by its `person_id`: people are walked, so many in a stretch. */
  readonly people?: number;
  /** Rows are in the order of that moment: the first young stretch is the end. */
  readonly inOrder?: true;
}

/** An idempotency key is heeded for a day (programme/token); a shown code or list not much longer. */
const A_DAY = DAY;
/** Lists of people that bring somebody back years later are not drawn from the same paper any more. */
const TOMBSTONE: Millis = 5 * 365 * DAY;
/** Steps of nightly work: their counts stand in the audit log. */
const NIGHTLY = `('retention.step', 'privacy.retain')`;

/**
 * Everything that must not be kept for ever, whatever the programmes say (docs/privacy.md). Not here, because it is
 * kept: what was learnt, attended, handed in, answered, certified and spent, the ledger of consents, the audit log. Files, and messages of
 * people who ended, go by the programme's own rule (programme/privacy/retain.ts).
 */
export const RULES: readonly Rule[] = [
  {
    id: 'messages.in',
    table: 'inbox',
    keeps: 'messages',
    since: 't.arrived_at',
    where: `t.state <> 0 and t.inbound <> '{}'`,
    empties: 'inbound',
    inOrder: true,
  },
  {
    id: 'messages.out',
    table: 'outbox',
    keeps: 'messages',
    since: 't.created_at',
    where: `t.state not in ('pending', 'sending', 'unknown') and t.message <> '{}'`,
    empties: 'message',
    inOrder: true,
  },
  {
    id: 'events',
    table: 'event',
    keeps: 'traces',
    since: 't.at',
    where: 't.state <> 0',
    inOrder: true,
  },
  {
    id: 'timers',
    table: 'timer',
    keeps: 'traces',
    since: 't.created_at',
    where: 't.state in (1, 2)',
    people: 500,
  },
  {
    id: 'jobs.nightly',
    table: 'job',
    keeps: A_DAY,
    since: 't.created_at',
    where: `t.state = 1 and t.operation in ${NIGHTLY}`,
  },
  { id: 'jobs', table: 'job', keeps: 'traces', since: 't.created_at', where: 't.state <> 0' },
  {
    id: 'aside',
    table: 'set_aside',
    keeps: 'traces',
    since: 't.at',
    where: '1',
    inOrder: true,
  },
  {
    id: 'strays',
    table: 'stray_status',
    keeps: 'traces',
    since: 't.seen_at',
    where: '1',
    key: ['channel', 'our_number', 'provider_id', 'status'],
  },
  {
    id: 'codes',
    table: 'link_code',
    keeps: 'traces',
    since: 't.asked_at',
    where: `not exists (select 1 from link_claim c where c.id = t.claim_id and c.state = 'open')`,
    key: ['claim_id', 'person_id'],
  },
  {
    id: 'numbered',
    table: 'numbered',
    keeps: 'traces',
    since: 't.at',
    where: '1',
    key: ['person_id', 'list', 'n'],
  },
  { id: 'undo', table: 'undoable', keeps: 'traces', since: 't.made_at', where: '1' },
  {
    id: 'idempotency',
    table: 'idempotency_key',
    keeps: A_DAY,
    since: 't.at',
    where: '1',
    key: ['token_id', 'key', 'nth'],
  },
  {
    id: 'tombstones',
    table: 'tombstone',
    keeps: TOMBSTONE,
    since: 't.at',
    where: '1',
    key: ['proof'],
  },
];

/** Up to which moment a rule applies; null: it is kept for ever. */
export function beforeOf({ keeps }: Rule, days: Days, now: Millis): Millis | null {
  if (typeof keeps === 'number') return now - keeps;
  return days[keeps] === 0 ? null : now - days[keeps] * DAY;
}

export const conditionOf = (rule: Rule): string => `${rule.since} <= @before and ${rule.where}`;

/** How many rows it would touch now. */
export const countQuery = (rule: Rule, before: Millis): Query => ({
  sql: { sqlite: `select count(*) as n from ${rule.table} t where ${conditionOf(rule)}` },
  params: { before },
});
