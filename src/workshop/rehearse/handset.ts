import type { Millis } from '../../base/clock.ts';
import { tidy } from '../../text/normalise.ts';
import type { Phone } from '../emulator/phone.ts';
import type { Received } from '../emulator/types.ts';
import type { Woman } from './woman.ts';

/** A phone, and the women who write from it. */
export class Handset {
  readonly phone: Phone;
  readonly women: readonly Woman[];
  /** Who wrote last: she is the one who is asked who she is. */
  #wrote: Woman;

  constructor(phone: Phone, women: readonly Woman[]) {
    this.phone = phone;
    this.women = women;
    this.#wrote = women[0]!;
  }

  get due(): Millis | null {
    const times = this.women.map(({ due }) => due).filter((due) => due !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Does what is due. True when somebody did something. */
  acts(now: Millis): boolean {
    let acted = false;
    for (const she of this.women) {
      for (const says of she.take(now)) {
        this.phone.sends(says);
        this.#wrote = she;
        acted = true;
      }
    }
    return acted;
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
