import { type Millis, SECOND } from '../../base/clock.ts';
import { tidy } from '../../text/normalise.ts';
import type { Phone } from '../emulator/phone.ts';
import type { Received } from '../emulator/types.ts';
import { nextLook } from './pace.ts';
import type { Spoken } from './says.ts';
import { offered } from './screen.ts';
import type { Woman } from './woman.ts';

/** Between two photos of one homework: a bad network brings the second first. */
const ONE_BY_ONE: Millis = 2 * SECOND;

/** A phone, and the women who write from it: one thing at a look, and what the network did to it is over before the next. */
export class Handset {
  readonly phone: Phone;
  readonly women: readonly Woman[];
  /** Messages. */
  wrote = 0;
  /** Who wrote last: she is the one who is asked who she is. */
  #wrote: Woman;
  /** The rest of what is being said, piece by piece. */
  #saying: readonly { readonly at: Millis; readonly spoken: Spoken }[] = [];
  #free: Millis = Number.NEGATIVE_INFINITY;

  constructor(phone: Phone, women: readonly Woman[]) {
    this.phone = phone;
    this.women = women;
    this.#wrote = women[0]!;
  }

  get due(): Millis | null {
    if (this.#saying[0]) return this.#saying[0].at;
    const next = this.#next()?.due;
    return next === undefined ? null : Math.max(next.at, next.urgent ? 0 : this.#free);
  }

  /** Does what is due, one thing; who has not got the phone waits for it. True when something was done. */
  acts(now: Millis): boolean {
    const due = this.due;
    if (due === null || due > now) return false;
    if (this.#saying.length === 0) {
      const { she } = this.#next()!;
      this.#wrote = she;
      this.#free = nextLook(now);
      this.#saying = she.take(now).map((spoken, nth) => ({ at: now + nth * ONE_BY_ONE, spoken }));
    }
    for (const { spoken } of this.#saying.filter(({ at }) => at <= now)) {
      this.phone.sends(spoken.said, spoken.how);
      this.wrote++;
    }
    this.#saying = this.#saying.filter(({ at }) => at > now);
    return true;
  }

  /** Whose turn it is: what cannot wait first, then by time. */
  #next() {
    return this.women
      .flatMap((she) => (she.due ? [{ she, due: she.due }] : []))
      .toSorted((a, b) => Number(b.due.urgent) - Number(a.due.urgent) || a.due.at - b.due.at)[0];
  }

  /** A message has come. */
  reads(shown: Received, now: Millis): void {
    if (this.women.length > 1 && /quien escribe/.test(tidy(shown.text))) {
      const she = this.#wrote;
      const name = tidy(she.part.name);
      she.mustSay(`who/${name}`, offered(shown, new RegExp(name)) ?? { said: she.part.name }, now);
      return;
    }
    this.#readerOf(shown).reads(shown, now);
  }

  /** Messages on a shared phone say whom they are for; an invitation greets her. */
  #readerOf({ text }: Received): Woman {
    const head = tidy(text).slice(0, 80);
    const isFor = (start: string) => this.women.find(({ part }) => head.includes(`${start} ${tidy(part.name)}`));
    return isFor('para') ?? isFor('hola,') ?? this.#wrote;
  }
}
