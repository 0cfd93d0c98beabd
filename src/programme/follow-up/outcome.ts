import type { Millis } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import { CALLED_LASTS, type Outcome } from '../../domain/at-risk.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Query, RowWrite } from '../../store/port.ts';
import { audited, type By } from '../audit.ts';
import type { Called } from './whom.ts';

export interface Happened {
  readonly outcome: Outcome;
  /** Why she leaves. */
  readonly words: string;
  /** When she wants to be called: a local day. */
  readonly on?: string | undefined;
  readonly timezone: string;
  readonly by: By;
  readonly workspace: string;
}

/** What is written of a call, and what taking it back needs to know. */
export interface Written {
  readonly rows: readonly RowWrite[];
  readonly statements: readonly Query[];
  readonly undo: Readonly<Record<string, Json>>;
}

/** One line of what came of it, and what follows for her conversation. */
export function written(her: Called, what: Happened, at: { readonly now: Millis; readonly newId: NewId }): Written {
  const { now, newId } = at;
  const { outcome, by, workspace } = what;
  const id = newId();
  const follows = FOLLOWS[outcome](her, what, at);
  const values = {
    id,
    workspace,
    person_id: her.id,
    programme: her.programme,
    outcome,
    words: what.words,
    due_at: follows.due ?? null,
    hidden_until: follows.hidden ?? now + CALLED_LASTS,
    pause_id: follows.pause ?? null,
    by_kind: by.kind,
    by_id: by.id,
    at: now,
  };
  return {
    rows: [
      ...(follows.before ?? []),
      { op: 'insert', table: 'contact_try', values },
      ...(follows.rows ?? []),
      audited(by, `follow-up.${outcome}`, her.id, {}, { now, workspace }),
    ],
    statements: [...(follows.statements ?? []), ...(outcome === 'no-answer' ? [] : [calledDone(her.id, by, now)])],
    undo: { id, person: her.id, lane: her.lane, outcome, ...follows.undo },
  };
}

interface Follows {
  readonly before?: readonly RowWrite[];
  readonly rows?: readonly RowWrite[];
  readonly statements?: readonly Query[];
  readonly due?: Millis;
  readonly hidden?: Millis;
  readonly pause?: string;
  readonly undo?: Readonly<Record<string, Json>>;
}
type Follow = (her: Called, what: Happened, at: { readonly now: Millis; readonly newId: NewId }) => Follows;

const event = (her: Called, name: string, { workspace }: Happened, now: Millis) =>
  eventRow(her, name, {}, { workspace, now });

const FOLLOWS: Readonly<Record<Outcome, Follow>> = {
  /** Her reminders begin anew, and nothing more comes today. */
  talked: (her, what, { now }) => ({ rows: [event(her, 'follow-up.talked', what, now)] }),
  'no-answer': (_, { timezone }, { now }) => ({
    hidden: localMoment(addDays(localDate(now, timezone), 1), '00:00', timezone),
  }),
  /** She rests until that day, and is called on it before all others. */
  later(her, what, { now, newId }) {
    const { timezone, by, workspace, on } = what;
    const today = localDate(now, timezone);
    const due = localMoment(on ?? today, '00:00', timezone);
    if (on === undefined || on <= today) return { due, hidden: now };
    const pause = newId();
    return {
      due,
      hidden: due,
      pause,
      before: [
        {
          op: 'insert',
          table: 'pause',
          values: {
            id: pause,
            workspace,
            cohort_id: null,
            person_id: her.id,
            from_day: today,
            to_day: addDays(on, -1),
            why: '',
            by_kind: by.kind,
            by_id: by.id,
            created_at: now,
          },
        },
      ],
      rows: [event(her, 'cohort.changed', what, now)],
      undo: { pause },
    };
  },
  /** Somebody of the team decides: RETIRAR. */
  leaves: (her, { by, workspace }, { now, newId }) => ({
    rows: [taskRow(newId(), her, { topic: 'leaving', why: 'leaves', by, workspace }, now)],
  }),
  /** She is reached there no more, and no list links her to that phone again. */
  wrong: (her, { workspace, by }, { now, newId }) => ({
    rows: [
      ...her.phones.map(
        (phone): RowWrite => ({
          op: 'insert-new',
          table: 'wrong_number',
          values: { person_id: her.id, phone, workspace, at: now },
        }),
      ),
      ...her.addresses.map(
        (address): RowWrite => ({
          op: 'delete',
          table: 'person_address',
          key: { person_id: her.id, address_id: address },
        }),
      ),
      taskRow(newId(), her, { topic: 'wrong-number', why: 'wrong-number', by, workspace }, now),
    ],
    statements: [
      {
        sql: {
          sqlite: `update outbox set state = 'dropped', why = 'cancelled', ended_at = @now where state = 'pending' and person_id = @person`,
        },
        params: { now, person: her.id },
      },
    ],
    undo: { addresses: [...her.addresses], phones: [...her.phones] },
  }),
  greeted: (her, what, { now }) => ({ rows: [event(her, 'follow-up.greeted', what, now)] }),
};

function taskRow(
  id: string,
  her: Called,
  { topic, why, by, workspace }: { topic: string; why: string; by: By; workspace: string },
  now: Millis,
): RowWrite {
  return {
    op: 'insert-new',
    table: 'task',
    values: {
      id,
      workspace,
      person_id: her.id,
      topic,
      why,
      about: '',
      state: 'open',
      opened_at: now,
      owner_id: by.kind === 'staff' ? by.id : null,
    },
  };
}

/** Whoever was to call her has. */
function calledDone(person: string, by: By, now: Millis): Query {
  return {
    sql: {
      sqlite: `update task set state = 'done', done_at = @now, done_by = @by where person_id = @person and topic = 'call' and state = 'open'`,
    },
    params: { now, person, by: by.kind === 'staff' ? by.id : null },
  };
}
