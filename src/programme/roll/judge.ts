import type { AttendanceStatus } from '../../domain/attendance.ts';
import type { StaffLine } from '../manifest.ts';
import { line, numbered } from './lines.ts';
import { named, oneCalled } from './named.ts';
import type { Entry, Ref, Said } from './said.ts';
import type { Kin, Mark, Seat } from './seat.ts';

/** What a roll says of whom, by person.id. */
export type Marks = ReadonlyMap<string, Mark>;

export type Judged =
  | { readonly marks: Marks; readonly notes: readonly StaffLine[] }
  /** Nothing is recorded as long as one entry is not clear. `which`: the only thing is which of several that name means. */
  | { readonly unclear: readonly StaffLine[]; readonly which?: string };

/** Whoever else was on the roster of the cohort, but is not expected at this session. */
export type Others = readonly { readonly number: number; readonly name: string }[];

/** What is known beside those who are expected. */
export interface Beside {
  readonly others: Others;
  readonly kin: Kin;
}

/** Given before the roll, it stays where the roll does not name her. */
const STAYS: readonly AttendanceStatus[] = ['excused', 'represented', 'late'];

/** "LISTA 1 2 4, tarde 4": the second says more of her. Anything else said twice is a slip. */
const REFINES: Readonly<Partial<Record<AttendanceStatus, readonly AttendanceStatus[]>>> = {
  late: ['present'],
  represented: ['present', 'absent'],
  excused: ['absent'],
};

/**
 * What a written roll says of everybody expected. `first` is what is said of those whom it only names: present (LISTA: the
 * others were absent) or absent (FALTARON: the others were there). A message that only says who was late, excused or
 * represented changes nothing about others.
 */
export function judge(said: Said, first: 'present' | 'absent', seats: readonly Seat[], beside: Beside): Judged {
  const found = meant(said, seats, beside);
  if ('unclear' in found) return found;
  const { all } = said;
  const rest = restOf(said, first);
  const others = (seat: Seat) => {
    if (found.but.has(seat.person)) return all!.status === 'absent' ? 'present' : 'absent';
    return all?.status ?? rest;
  };
  // "Todas" names who was excused too; late and represented are ways of having been there.
  const mayStay = ({ person, roll }: Seat) =>
    !found.but.has(person) && !(all?.status === 'present' && roll?.status === 'excused');
  return { marks: withRest(seats, found.marks, others, mayStay), notes: found.notes };
}

/**
 * The marks that were given, and for the others what is true of them; null: nothing new. Who was late, excused or
 * represented before stays so, where `mayStay`.
 */
export function withRest(
  seats: readonly Seat[],
  given: Marks,
  rest: (seat: Seat) => AttendanceStatus | null,
  mayStay: (seat: Seat) => boolean = () => true,
): Marks {
  const marks = new Map<string, Mark>();
  for (const seat of seats) {
    const { person, roll } = seat;
    const status = rest(seat);
    const mine = given.get(person);
    if (mine) marks.set(person, mine);
    else if (roll && (status === null || (STAYS.includes(roll.status) && mayStay(seat))))
      marks.set(person, { status: roll.status, minutes: roll.minutes, stoodIn: roll.stoodIn });
    else if (status !== null) marks.set(person, mark(status));
  }
  return marks;
}

export const mark = (status: AttendanceStatus, stoodIn: string | null = null): Mark => ({
  status,
  minutes: null,
  stoodIn,
});

/** What is true of those whom nobody named; null: the message is about those it names alone. */
function restOf({ entries, all, nobody }: Said, first: 'present' | 'absent'): 'present' | 'absent' | null {
  if (first === 'absent') return 'present';
  if (all || nobody || entries.some(({ status }) => status === 'present')) return 'absent';
  return entries.some(({ status }) => status === 'absent') ? 'present' : null;
}

interface Found {
  readonly marks: Marks;
  /** Whom `todas` does not mean. */
  readonly but: ReadonlySet<string>;
  readonly notes: readonly StaffLine[];
}

type UnclearSaid = Extract<Judged, { readonly unclear: unknown }>;

/** Whom the entries mean and what they say of them, and of nobody else. */
export function meant(said: Said, seats: readonly Seat[], { others, kin }: Beside): Found | UnclearSaid {
  const marks = new Map<string, Mark>();
  const but = new Set<string>();
  const unclear: StaffLine[] = [];
  const strangers: number[] = [];
  const elsewhere: string[] = [];
  const repeated = new Set<Seat>();
  const differing = new Set<Seat>();
  const names: string[] = [];

  const seatsFor = (ref: Ref): readonly Seat[] => {
    const hit = named(ref, seats);
    if ('seats' in hit) return hit.seats;
    if ('several' in hit) {
      names.push(hit.name);
      unclear.push(line('which', { name: hit.name, options: numbered(hit.several) }));
    } else if ('unknown' in hit) unclear.push(line('no-name', { name: hit.unknown }));
    else {
      const other = others.find(({ number }) => number === hit.number);
      if (other) elsewhere.push(`${other.number} ${other.name}`);
      else strangers.push(hit.number);
    }
    return [];
  };
  const enter = (seat: Seat, { status, standIn }: Entry): void => {
    const before = marks.get(seat.person);
    if (before?.status === status) repeated.add(seat);
    else if (before && REFINES[before.status]?.includes(status)) return;
    else if (before && !REFINES[status]?.includes(before.status)) differing.add(seat);
    marks.set(seat.person, mark(status, standInOf(standIn, seat, seats, kin)));
  };

  for (const entry of said.entries) for (const seat of seatsFor(entry.ref)) enter(seat, entry);
  for (const ref of said.all?.but ?? []) for (const seat of seatsFor(ref)) but.add(seat.person);
  const last = seats.reduce((most, { number }) => Math.max(most, number ?? 0), 0);
  if (strangers.length > 0) unclear.push(line('no-number', { numbers: [...new Set(strangers)].join(', '), last }));
  if (elsewhere.length > 0) unclear.push(line('not-here', { names: [...new Set(elsewhere)].join(', ') }));
  if (differing.size > 0) unclear.push(line('differs', { names: numbered([...differing]) }));
  if (said.nobody && (said.all || said.entries.some(({ status }) => status === 'present')))
    unclear.push(line('nobody-and'));
  if (unclear.length > 0)
    return { unclear, ...(unclear.length === 1 && names.length === 1 ? { which: names[0]! } : {}) };
  return { marks, but, notes: repeated.size > 0 ? [line('repeated', { names: numbered([...repeated]) })] : [] };
}

/** Who came for her, where it is one of ours, by a name that only one has: her family business before her group. */
function standInOf(words: string | undefined, seat: Seat, seats: readonly Seat[], kin: Kin): string | null {
  if (words === undefined) return null;
  const name = words.replace(/^(?:su|her|his)\s+\p{L}+\s+(?=\p{L})/iu, '');
  const near = kin.filter(({ of }) => of === seat.person);
  const group = seats.filter(({ person }) => person !== seat.person);
  for (const people of [near, group]) {
    const hit = oneCalled<{ person: string; name: string; whole: string }>(name, people);
    if (hit) return 'seats' in hit ? hit.seats[0]!.person : null;
  }
  return null;
}
