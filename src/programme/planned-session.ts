import { z } from 'zod';
import { DAY, HOUR, MINUTE, type Millis } from '../base/clock.ts';
import type { RowWrite } from '../store/port.ts';
import { jobRow } from './job.ts';

/** An hour before, whoever looks after the group gets its roster and the word of the day. */
const PREPARED_BEFORE: Millis = HOUR;
/** People are asked to an event so long before, where it does not say otherwise. */
export const INVITED_BEFORE: Millis = 7 * DAY;
/** Nobody is told at once what was changed: so long it can be put right, or changed again, and is told once. */
export const TOLD_AFTER: Millis = 3 * MINUTE;
/** The questions after a session wait so long for the roll. */
export const REFLECTED_AFTER: Millis = HOUR;

/** A target of the Sustainable Development Goals: 8.3, 5.a. */
export const sdgTarget = z.string().regex(/^(1[0-7]|[1-9])\.([1-9]\d?|[a-d])$/, 'a target such as 8.3 is expected');

/** What a session may say beside its title and time. An event is what people sign up to. */
export const eventFields = {
  kind: z.enum(['session', 'event']).default('session'),
  openTo: z.enum(['cohort', 'programme']).default('cohort'),
  capacity: z.number().int().min(1).max(100_000).optional(),
  /** BCP 47: in which it is held. */
  language: z.string().max(35).optional(),
  host: z.string().trim().min(1).max(120).optional(),
  agenda: z.string().trim().min(1).max(600).optional(),
  objectives: z.array(z.string().trim().min(1).max(300)).max(10).default([]),
  sdg: z.array(sdgTarget).max(17).default([]),
  /** Whoever came is asked three questions after it; absent: of an event. */
  reflection: z.boolean().optional(),
  /** How long before it people are asked (ms). */
  invite: z.number().int().min(0).optional(),
};
const event = z.strictObject(eventFields);
export type EventFields = z.output<typeof event>;

export interface NewSession extends EventFields {
  readonly id: string;
  readonly cohort: string;
  readonly plan: string;
  readonly title: string;
  readonly starts: Millis;
  readonly ends: Millis;
  readonly place?: string | undefined;
  readonly group?: string | undefined;
  readonly workspace: string;
}

type At = { readonly now: Millis; readonly newId: () => string };

/** A session's row, and the jobs that wait for its hours. */
export function sessionRows(given: NewSession, at: At): RowWrite[] {
  const { invite = INVITED_BEFORE, kind } = given;
  const reflects = given.reflection ?? kind === 'event';
  const row: RowWrite = {
    op: 'insert',
    table: 'session',
    values: {
      id: given.id,
      workspace: given.workspace,
      cohort_id: given.cohort,
      plan_id: given.plan,
      title: given.title,
      starts_at: given.starts,
      ends_at: given.ends,
      place: given.place ?? null,
      group_id: given.group ?? null,
      kind,
      open_to: given.openTo,
      capacity: given.capacity ?? null,
      language: given.language ?? null,
      host: given.host ?? null,
      agenda: given.agenda ?? null,
      objectives: JSON.stringify(given.objectives),
      sdg: JSON.stringify(given.sdg),
      reflection: reflects ? 1 : 0,
      invite_at: kind === 'event' ? given.starts - invite : null,
    },
  };
  return [row, ...sessionJobs(given, reflects, at), ...(kind === 'event' ? inviteJob(given, at) : [])];
}

/**
 * What is done at its hours: the word is drawn and told, the questions after it are asked. Each job looks again whether it
 * is still the hour, so that those of a session that was moved do nothing.
 */
export function sessionJobs(
  { id, starts, ends, workspace }: Pick<NewSession, 'id' | 'starts' | 'ends' | 'workspace'>,
  reflects: boolean,
  at: At,
): RowWrite[] {
  if (ends <= at.now) return [];
  const input = { session: id, workspace };
  return [
    jobRow({ operation: 'session.prepare', input, at: Math.max(at.now, starts - PREPARED_BEFORE), workspace }, at),
    ...(reflects ? [jobRow({ operation: 'session.reflect', input, at: ends + REFLECTED_AFTER, workspace }, at)] : []),
  ];
}

function inviteJob({ id, starts, workspace, invite = INVITED_BEFORE }: NewSession, at: At): RowWrite[] {
  if (starts <= at.now) return [];
  const when = Math.max(at.now + TOLD_AFTER, starts - invite);
  return [jobRow({ operation: 'session.invite', input: { session: id, workspace }, at: when, workspace }, at)];
}

/** It is the hour, and no earlier, at which a session is prepared. */
export const isPreparedAt = (starts: Millis, now: Millis): boolean => now >= starts - PREPARED_BEFORE;
