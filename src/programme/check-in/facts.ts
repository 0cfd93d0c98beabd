import type { Json } from '../../base/json.ts';
import type { PublishedFact } from '../manifest.ts';
import { atHand, attended, counted, SESSIONS_SQL, type Session, sessionOf } from './session.ts';

/**
 * `sessions.missed_in_a_row`: how many of the newest counted sessions she was not at, up to the last one she was.
 * `sessions.now`: the session whose check-in window is open, absent when there is none. `sessions.list`: all of them.
 */
export const sessions: PublishedFact = {
  source: { name: 'sessions', query: { sqlite: SESSIONS_SQL } },
  type: 'map',
  value: (rows, { now }) => {
    const list = rows.map(sessionOf);
    const open = atHand({ sessions: { list } }, now);
    return { missed_in_a_row: missedInARow(list, now), list, ...(open ? { now: open } : {}) } satisfies Json;
  },
};

/** `attendance`: the share (0–1) of counted sessions that she was at; null, so that comparisons are false, before the first. */
export const attendance: PublishedFact = {
  source: { name: 'attendance', query: { sqlite: SESSIONS_SQL } },
  type: 'double',
  value: (rows, { now }) => {
    const held = counted(rows.map(sessionOf), now);
    return held.length === 0 ? null : held.filter(attended).length / held.length;
  },
};

function missedInARow(list: readonly Session[], now: number): number {
  const held = counted(list, now);
  return held.length - 1 - held.findLastIndex(attended);
}
