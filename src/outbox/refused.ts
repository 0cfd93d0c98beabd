import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Reaction } from '../domain/delivery.ts';
import type { OutMessage } from '../domain/outbound.ts';
import type { RowWrite } from '../store/port.ts';
import { bySmsOr, type WithSms } from './fallback.ts';
import { TRIES_TO_REACH, TRIES_TO_SEND, UNREACHED_WAIT } from './limits.ts';
import { type Dead, struck } from './out-of-reach.ts';
import type { WithOwn } from './policy.ts';
import { type Change, ended, type OutboxRow } from './row.ts';
import { templateRefused } from './templates/tell.ts';
import type { Why } from './why.ts';

export interface Refusal {
  readonly reaction: Reaction;
  readonly code: string;
  /** How long to wait where the reaction is to wait; backoff, jitter and Retry-After are in it. */
  readonly wait: Millis;
}

export interface RefusedAt {
  readonly now: Millis;
  readonly newId: NewId;
  /** Persons who have an open delivery task already: one is enough. */
  readonly tasked: ReadonlySet<string>;
}

export interface FailedAt extends RefusedAt {
  readonly dead: Dead;
}

export type Settling = OutboxRow & WithSms & WithOwn;

/** What a provider's refusal, told at once or in a later status, makes of a row. Pure; one place for both. */
export function refused(row: Settling, refusal: Refusal, at: FailedAt): Change {
  const { reaction, code, wait } = refusal;
  const { now } = at;
  switch (reaction) {
    case 'retry':
      if (row.accepted_at !== null) return failedLater(row, refusal, at);
      if (row.attempts < TRIES_TO_SEND) return again(refusal, now);
      return textForm(row, code, now) ?? withTask(row, ended('failed', 'tries-spent', now, code), 'tries-spent', at);
    case 'throttle':
    case 'pair-wait':
    case 'stop-channel':
    case 'slow-campaigns':
      // Nothing is wrong with this message: the attempt does not count against it.
      return { set: { ...again(refusal, now).set, attempts: Math.max(0, row.attempts - 1) }, ended: false };
    case 'wait-a-day':
      if (row.expires_at !== null && now + wait >= row.expires_at) return ended('dropped', 'held-back', now, code);
      return again(refusal, now);
    case 'template': {
      const message = JSON.parse(row.message) as OutMessage;
      const none = !message.template && !message.standIn;
      if (none || row.attempts >= TRIES_TO_SEND) return windowClosed(row, code, at);
      // The next attempt goes by another template, if there is one.
      if (row.template !== null)
        return {
          ...again({ ...refusal, wait: 0 }, now),
          rows: templateRefused(row, message.standIn?.programme, code, now),
        };
      // The provider's clock says that the window is closed: believe it, and the next attempt sends the template.
      return { ...again({ ...refusal, wait: 0 }, now), rows: [addressIs(row, { window_at: 0 })] };
    }
    case 'other-channel':
      return unreached(row, 'not-reachable', code, at);
    case 'no-marketing': {
      // What the programme is for goes another way; what only nudges her is what she does not want.
      const rows = [addressIs(row, { no_marketing_at: now })];
      if (isNudge(row)) return { ...ended('dropped', 'no-marketing', now, code), rows };
      const change = bySmsOr(row, 'no-marketing', code, at);
      const told = change.ended ? withTask(row, change, 'no-marketing', at) : change;
      return { ...told, rows: [...(told.rows ?? []), ...rows] };
    }
    case 'opt-out': {
      const stopped = ended('dropped', 'opted-out-at-provider', now, code);
      // Her own ALTA came through, and our answer does not: somebody has to tell her to send START.
      const change = row.kind === 'reply' ? withTask(row, stopped, 'opted-out-at-provider', at) : stopped;
      return {
        ...change,
        rows: [...(change.rows ?? []), addressIs(row, { opted_out_at: now, opted_out_by: 'provider' })],
      };
    }
    case 'bad-address': {
      const alone = row.sms_address_id === null;
      return at.dead.mark(row, bySmsOr(row, 'bad-address', code, at), alone);
    }
    case 'ours': {
      const aside = setAside(row, code, now);
      const plain = textForm(row, code, now);
      if (plain) return { ...plain, rows: [aside] };
      const change = withTask(row, ended('failed', 'our-mistake', now, code), 'our-mistake', at);
      return { ...change, rows: [...(change.rows ?? []), aside] };
    }
    case 'give-up':
      return textForm(row, code, now) ?? withTask(row, ended('failed', 'refused', now, code), 'refused', at);
  }
}

/** It was taken and failed on its way: that is her phone, not the provider, and her phone needs time. Each try may cost. */
function failedLater(row: Settling, refusal: Refusal, at: FailedAt): Change {
  const wait = row.attempts < 2 ? refusal.wait : Math.max(refusal.wait, UNREACHED_WAIT);
  if (row.attempts < TRIES_TO_REACH) return again({ ...refusal, wait }, at.now);
  return textForm(row, refusal.code, at.now) ?? unreached(row, 'tries-spent', refusal.code, at);
}

/** She cannot be reached here now: by SMS where she has it. Often enough, over days, and the number is dead. */
function unreached(row: Settling, why: 'not-reachable' | 'tries-spent', code: string, at: FailedAt): Change {
  const change = bySmsOr(row, why, code, at);
  const { set, dead } = struck(row, at.now);
  if (dead) return at.dead.mark(row, change, row.sms_address_id === null, set);
  const told = change.ended ? withTask(row, change, why, at) : change;
  return { ...told, rows: [...(told.rows ?? []), addressIs(row, set)] };
}

/** What she did not ask for and can do without: reminders and broadcasts. */
export function isNudge(row: Pick<OutboxRow, 'kind'>): boolean {
  return row.kind === 'reminder' || row.kind === 'broadcast';
}

/** The window is closed and there is no template: by SMS where she has it. A lesson that ends here is one for a person. */
export function windowClosed(row: OutboxRow & WithSms, code: string | undefined, at: RefusedAt): Change {
  const change = bySmsOr(row, 'window-closed', code, at);
  return change.ended && row.kind === 'lesson' ? withTask(row, change, 'window-closed', at) : change;
}

/** None of the templates that might stand in may be used: by SMS, or it ends. The team has one task for the template. */
export function noTemplate(row: OutboxRow & WithSms, at: RefusedAt): Change {
  return bySmsOr(row, 'no-template', undefined, at);
}

function again({ code, wait }: Refusal, now: Millis): Change {
  return { set: { state: 'pending', next_at: now + wait, code }, ended: false };
}

/** Media that no provider takes must not cost her the words: once, it goes as text. */
function textForm(row: OutboxRow, code: string, now: Millis): Change | null {
  const { media, ...plain } = JSON.parse(row.message) as OutMessage;
  if (!media || plain.text.trim() === '') return null;
  return { set: { state: 'pending', next_at: now, code, message: JSON.stringify(plain) }, ended: false };
}

/** Somebody of the team should know; a broadcast has its own list of who did not get it. */
function withTask(row: OutboxRow, change: Change, why: Why, at: RefusedAt): Change {
  if (row.kind === 'broadcast' || at.tasked.has(row.person_id)) return change;
  const task: RowWrite = {
    op: 'insert-new',
    table: 'task',
    values: {
      id: at.newId(),
      workspace: row.workspace,
      person_id: row.person_id,
      topic: 'delivery',
      why,
      state: 'open',
      opened_at: at.now,
    },
  };
  return { ...change, rows: [...(change.rows ?? []), task] };
}

function addressIs(row: OutboxRow, set: Readonly<Record<string, string | number | null>>): RowWrite {
  return { op: 'update', table: 'address', key: { id: row.address_id }, set };
}

function setAside(row: OutboxRow, code: string, now: Millis): RowWrite {
  return {
    op: 'insert',
    table: 'set_aside',
    values: { workspace: row.workspace, source: 'outbox', why: code, item: row.id, at: now },
  };
}
