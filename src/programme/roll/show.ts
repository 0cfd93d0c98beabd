import { ATTENDED } from '../../domain/attendance.ts';
import { toSms } from '../../text/fold.ts';
import { septetsOf } from '../../text/gsm7.ts';
import { segmentsOf } from '../../text/segments.ts';
import type { StaffLine } from '../manifest.ts';
import { fitting, line, varsOf } from './lines.ts';
import type { Seat } from './seat.ts';
import type { Held } from './session.ts';

/** Septets that three SMS leave for names, beside the head and what can be done next. */
const ROOM = 300;

export interface Shown {
  readonly lines: readonly StaffLine[];
  /** The number with which the next page begins. */
  readonly next?: number;
}

/** The numbered roster: who checked in herself has a mark, whom the roll knows has its word. */
export function showRoster(held: Held, seats: readonly Seat[], from = 0): Shown {
  const left = seats.filter(({ number }) => number === null || number >= from);
  const page = left.slice(0, fitting(left.map(sizeOf), ROOM));
  const more = left.length - page.length;
  const taken = seats.some(({ roll }) => roll !== null);
  const n = seats.filter(({ status }) => status !== null && ATTENDED.includes(status)).length;
  const vars = { ...varsOf(held), n, of: seats.length, more };
  const lines = [
    ...(from > 0 ? [] : [line(taken ? 'roster-taken' : 'roster', vars)]),
    ...page.map(seatLine),
    ...(more > 0 ? [line('roster-more', vars)] : from > 0 || taken ? [] : [line('roster-how', vars)]),
  ];
  const next = left[page.length]?.number;
  return { lines, ...(more > 0 && next != null ? { next } : {}) };
}

function seatLine(seat: Seat): StaffLine {
  const { number, name, status, method } = seat;
  const vars = { number: number ?? '-', name };
  if (status === null) return line('seat', vars);
  return line(method === 'self' ? 'seat-self' : `seat-${status}`, vars);
}

/** Of its line in an SMS, with the longest mark. */
function sizeOf({ number, name }: Seat): number {
  const text = toSms(`${number ?? '-'} ${name} *\n`);
  return segmentsOf(text).encoding === 'gsm7'
    ? Array.from(text).reduce((sum, char) => sum + septetsOf(char), 0)
    : text.length * 2;
}
