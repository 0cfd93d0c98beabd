import { ATTENDED, type AttendanceStatus } from '../../domain/attendance.ts';
import type { StaffLine } from '../manifest.ts';
import type { Marks } from './judge.ts';
import { line, listed, varsOf } from './lines.ts';
import type { Seat } from './seat.ts';
import { called, type Held } from './session.ts';

/** Somebody and what holds of her once these marks stand: who settled it keeps the last word. */
interface Stands {
  readonly seat: Seat;
  readonly status: AttendanceStatus | null;
}

/** "Sesión 4, martes 24 de marzo: 8 de 12 presentes. Faltaron: Eva, Luz." */
export function readBack(held: Held, seats: readonly Seat[], marks: Marks): readonly StaffLine[] {
  const all = seats.map((seat): Stands => {
    const mark = marks.get(seat.person);
    return { seat, status: mark && seat.method !== 'settled' ? mark.status : seat.status };
  });
  const these = (status: AttendanceStatus | null): readonly Seat[] =>
    all.filter((one) => one.status === status).map(({ seat }) => seat);
  const there = all.filter(({ status }) => status !== null && ATTENDED.includes(status));
  const vars = { ...varsOf(held), n: there.length, of: seats.length };
  return [
    line('read', vars),
    ...listed('absent', these('absent')),
    ...listed('late', these('late')),
    ...listed('excused', these('excused')),
    ...listed('represented', these('represented')),
    ...listed('open', these(null)),
    ...(there.length === 0 && these(null).length === 0 ? [line('nobody-came', vars)] : []),
    ...disagreeing(held, seats, marks),
    ...listed(
      'settled-before',
      seats.filter((seat) => seat.method === 'settled' && differs(seat, marks)),
    ),
  ];
}

/** They said themselves that they were there and the roll says no: a human settles it. */
function disagreeing(held: Held, seats: readonly Seat[], marks: Marks): readonly StaffLine[] {
  const said = seats.filter((seat) => {
    const mark = marks.get(seat.person);
    if (seat.method === 'settled' || seat.self === null) return false;
    return mark ? isThere(seat.self) !== isThere(mark.status) : seat.conflict;
  });
  return listed('conflict', said, { label: called(held), who: said[0]?.name ?? '' });
}

const isThere = (status: AttendanceStatus): boolean => ATTENDED.includes(status);
const differs = ({ person, status }: Seat, marks: Marks): boolean => {
  const mark = marks.get(person);
  return mark !== undefined && mark.status !== status;
};
