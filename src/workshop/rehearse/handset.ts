import { MINUTE, type Millis } from '../../base/clock.ts';
import { tidy } from '../../text/normalise.ts';
import type { Phone } from '../emulator/phone.ts';
import type { Received } from '../emulator/types.ts';
import type { Woman } from './woman.ts';

/** So long one of them has the phone to herself. */
const HANDED_ON: Millis = 3 * MINUTE;

/** A phone, and the women who write from it. */
export class Handset {
  readonly phone: Phone;
  readonly women: readonly Woman[];
  /** Who wrote last: she is the one who is asked who she is. */
  #wrote: Woman;
  #at: Millis = Number.NEGATIVE_INFINITY;

  constructor(phone: Phone, women: readonly Woman[]) {
    this.phone = phone;
    this.women = women;
    this.#wrote = women[0]!;
  }

  get due(): Millis | null {
    const times = this.women.flatMap((she) => (she.due === null ? [] : [this.#freeFor(she, she.due)]));
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Does what is due; who has not got the phone waits for it. True when somebody did something. */
  acts(now: Millis): boolean {
    let acted = false;
    for (const she of this.women) {
      if (this.#freeFor(she, now) > now) continue;
      for (const says of she.take(now)) {
        this.phone.sends(says);
        this.#wrote = she;
        this.#at = now;
        acted = true;
      }
    }
    return acted;
  }

  /** The phone goes from hand to hand, not in the middle of a message. */
  #freeFor(she: Woman, at: Millis): Millis {
    return she === this.#wrote ? at : Math.max(at, this.#at + HANDED_ON);
  }

  /** A message has come. */
  reads(shown: Received, now: Millis): void {
    if (this.women.length > 1 && /quien escribe/.test(tidy(shown.text))) {
      const she = this.#wrote;
      const button = shown.choices.find(({ title }) => tidy(title).includes(tidy(she.part.name)));
      she.will(`who/${shown.id}`, button ? { tap: button.title } : she.part.name, now + 30_000);
      return;
    }
    this.#readerOf(shown).reads(shown, now);
  }

  /** Messages on a shared phone say whom they are for. */
  #readerOf({ text }: Received): Woman {
    const head = tidy(text).slice(0, 80);
    return this.women.find(({ part }) => head.includes(`para ${tidy(part.name)}:`)) ?? this.#wrote;
  }
}
