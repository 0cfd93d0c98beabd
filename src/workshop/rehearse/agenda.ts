import type { Millis } from '../../base/clock.ts';

/** Whoever does things by herself: a phone with its women, somebody of the team. */
export interface Actor {
  /** When she next does something; null while she waits for us. */
  readonly due: Millis | null;
  /** Does what is due. True when she did something. */
  acts(now: Millis): boolean | Promise<boolean>;
}

/** Who acts next, without asking everybody each time: a thousand phones cost what thirty do, for each message. */
export class Agenda {
  /** By time; an entry that no longer says what its actor means is passed over. */
  readonly #entries: { readonly at: Millis; readonly actor: Actor }[] = [];
  readonly #at = new Map<Actor, Millis>();

  /** She has something else in mind now. */
  changed(actor: Actor): void {
    const at = actor.due;
    if (at === null) {
      this.#at.delete(actor);
      return;
    }
    if (this.#at.get(actor) === at) return;
    this.#at.set(actor, at);
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, actor });
  }

  nextDue(): Millis | null {
    for (let [first] = this.#entries; first; [first] = this.#entries) {
      if (this.#at.get(first.actor) === first.at) return first.at;
      this.#entries.shift();
    }
    return null;
  }

  /** Lets everybody whose time has come act once. */
  async act(now: Millis): Promise<boolean> {
    const due: Actor[] = [];
    for (let at = this.nextDue(); at !== null && at <= now; at = this.nextDue()) {
      const { actor } = this.#entries.shift()!;
      this.#at.delete(actor);
      due.push(actor);
    }
    let acted = false;
    for (const actor of due) {
      acted = (await actor.acts(now)) || acted;
      this.changed(actor);
    }
    return acted;
  }
}
