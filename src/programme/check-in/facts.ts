import type { Json } from '../../base/json.ts';
import { ATTENDED } from '../../domain/attendance.ts';
import type { SqlRow } from '../../store/port.ts';
import { ofProgramme } from '../at-hand.ts';
import type { PublishedFact } from '../manifest.ts';
import { atHand, attended, counted, isRested, SESSIONS_SQL, sessionOf } from './session.ts';

/**
 * `sessions.missed_in_a_row`: how many of the newest counted sessions of her programme she was not at, up to the last one she
 * was; what was held in a rest of hers was not missed.
 * `sessions.now`: the session whose check-in window is open, absent when there is none. `sessions.list`: all of them.
 */
export const sessions: PublishedFact = {
  source: { name: 'sessions', query: { sqlite: SESSIONS_SQL } },
  type: 'map',
  value: (rows, { now, programme }) => {
    const list = rows.map(sessionOf);
    const open = atHand({ sessions: { list } }, now);
    return {
      missed_in_a_row: missedInARow(ofProgramme(rows, programme), now),
      list,
      ...(open ? { now: open } : {}),
    } satisfies Json;
  },
};

/** `attendance`: the share (0–1) of counted sessions of her programme that she was at; null, so that comparisons are false, before the first. */
export const attendance: PublishedFact = {
  source: { name: 'attendance', query: { sqlite: SESSIONS_SQL } },
  type: 'double',
  value: (rows, { now, programme }) => {
    const held = counted(ofProgramme(rows, programme).map(sessionOf), now);
    return held.length === 0 ? null : held.filter(attended).length / held.length;
  },
};

function missedInARow(rows: readonly SqlRow[], now: number): number {
  const held = counted(
    rows.filter((row) => ATTENDED.includes(String(row['status'])) || !isRested(row)).map(sessionOf),
    now,
  );
  return held.length - 1 - held.findLastIndex(attended);
}
