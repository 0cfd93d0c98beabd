import type { AttendanceStatus } from '../../domain/attendance.ts';
import { normalise, tidy } from '../../text/normalise.ts';
import { ALL, EXCEPT, FILLER, FOR, FROM, NOBODY, PARTS, STATUS_WORDS } from './words.ts';

/** Somebody, as written: a number of the roster or words that name her. */
export type Ref = { readonly number: number } | { readonly name: string };

export interface Entry {
  readonly ref: Ref;
  readonly status: AttendanceStatus;
  /** Who came in her place, in the words of whoever wrote. */
  readonly standIn?: string;
}

/** A roll as somebody wrote it, before anybody is known. */
export interface Said {
  readonly entries: readonly Entry[];
  /** `todas`, with those it does not mean. */
  readonly all?: { readonly status: AttendanceStatus; readonly but: readonly Ref[] };
  /** `ninguna`. */
  readonly nobody: boolean;
  /** The roster from that number on. */
  readonly from?: number;
}

/** No group has so many; a range of them is a mistake or mischief. */
const RANGE_MOST = 500;

/**
 * Reads `1 2 5-8 tarde 4 permiso 5 por 3 Rosa`, in any order: numbers and names belong to the word before them, at first to
 * `first`. A new line begins with `first` again.
 */
export function readSaid(text: string, first: AttendanceStatus): Said {
  const reader = new Reader(first);
  for (const line of text.split(/[\n;]+/)) {
    reader.begin();
    for (const word of wordsOf(line)) reader.take(word);
    reader.end();
  }
  return reader.said;
}

/** A comma stays a word of its own: it parts names. */
function wordsOf(line: string): readonly string[] {
  return tidyDigits(line)
    .replace(/(\d)\s*[-–—]\s*(?=\d)/g, '$1-')
    .replace(/(?<![\d-])(\d+)\s+(?:al?|to)\s+(\d+)(?![\d-])/giu, '$1-$2')
    .replace(/[.,:()/#]+/g, ' , ')
    .replace(/(\d)(?=\p{L})/gu, '$1 ')
    .replace(/(?<=\p{L})(?=\d)/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
}

/** Digits of other scripts and keycaps as ours; letters as they were written. */
const tidyDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]|\ufe0f|\u20e3/g, (sign) => tidy(sign));

class Reader {
  readonly #first: AttendanceStatus;
  #mode: AttendanceStatus;
  #entries: Entry[] = [];
  #all: { status: AttendanceStatus; but: Ref[] } | undefined;
  #nobody = false;
  #from: number | undefined;
  /** What the words to come are. */
  #next: 'entry' | 'but' | 'from' | 'for' | 'stand-in' | 'reason' = 'entry';
  #name: string[] = [];

  constructor(first: AttendanceStatus) {
    this.#first = first;
    this.#mode = first;
  }

  get said(): Said {
    return {
      entries: this.#entries,
      nobody: this.#nobody,
      ...(this.#all ? { all: this.#all } : {}),
      ...(this.#from === undefined ? {} : { from: this.#from }),
    };
  }

  begin(): void {
    this.#mode = this.#first;
    this.#next = 'entry';
  }

  take(word: string): void {
    const folded = normalise(word);
    const status = STATUS_WORDS.get(folded);
    if (status) this.#turn(status);
    else if (ALL.has(folded)) this.#everybody();
    else if (NOBODY.has(folded)) this.#none();
    else if (EXCEPT.has(folded)) this.#become('but');
    else if (FROM.has(folded)) this.#become('from');
    else if (FOR.has(folded)) this.#become('for');
    else if (/^\d/.test(word)) this.#numbers(word);
    else if (PARTS.has(folded)) this.#part();
    else if (this.#next === 'stand-in' || this.#next === 'for' || !FILLER.has(folded)) this.#word(word);
    else this.end();
  }

  /** The words so far are a whole name. */
  end(): void {
    const name = this.#name.join(' ');
    this.#name = [];
    if (name === '') return;
    if (this.#next === 'stand-in') this.#entries.push({ ...this.#entries.pop()!, standIn: name });
    else this.#put({ name });
  }

  #turn(status: AttendanceStatus): void {
    this.#become('entry');
    this.#mode = status;
  }

  #become(next: 'entry' | 'but' | 'from' | 'for'): void {
    this.end();
    this.#next = next;
  }

  #everybody(): void {
    this.#become('entry');
    this.#all = { status: this.#mode, but: [] };
  }

  #none(): void {
    this.#become('entry');
    this.#nobody = true;
  }

  #part(): void {
    this.end();
    if (this.#next !== 'but') this.#next = 'entry';
  }

  #word(word: string): void {
    // "permiso 5 por viaje": a reason, which is nobody.
    if (this.#next === 'for' && (this.#mode === 'excused' || this.#mode === 'absent')) this.#next = 'reason';
    if (this.#next === 'reason') return;
    if (this.#next === 'for') {
      // "3 por su hija": it is said of the one before.
      const last = this.#entries.pop();
      if (last) this.#entries.push({ ref: last.ref, status: 'represented' });
      this.#next = last ? 'stand-in' : 'entry';
    }
    this.#name.push(word);
  }

  #numbers(word: string): void {
    const isFor = this.#next === 'for';
    this.end();
    if (this.#next === 'stand-in' || this.#next === 'reason') this.#next = 'entry';
    const [from = 0, to = from] = word.split('-').map(Number);
    if (this.#next === 'from') {
      this.#from = from;
      this.#next = 'entry';
      return;
    }
    const [low, high] = from <= to ? [from, to] : [to, from];
    const last = high - low > RANGE_MOST ? low : high;
    for (let number = low; number <= last; number++) this.#put({ number });
    if (isFor) {
      this.#next = 'stand-in';
      this.#mode = this.#first;
    }
  }

  #put(ref: Ref): void {
    if (this.#next === 'but') {
      this.#all ??= { status: this.#first, but: [] };
      this.#all.but.push(ref);
    } else this.#entries.push({ ref, status: this.#next === 'for' ? 'represented' : this.#mode });
  }
}
