import { MINUTE, type Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { tidy } from '../../text/normalise.ts';
import type { Phone } from '../emulator/phone.ts';
import type { Said } from '../emulator/said.ts';
import type { Received } from '../emulator/types.ts';
import type { Actor } from './agenda.ts';
import { drawsOf } from './says.ts';

/** What somebody of the team does when she has read something: the words she reads, and what she writes then. */
export type Reacts = (screen: string, draw: (what: string) => Random) => Said | undefined;

/** Somebody of the team with her own phone: she writes what she has planned, and answers what she reads. */
export class Colleague implements Actor {
  readonly name: string;
  readonly phone: Phone;
  readonly draw: (what: string) => Random;
  readonly #reacts: Reacts;
  #plans: { readonly at: Millis; readonly says: Said }[] = [];

  constructor(name: string, phone: Phone, seed: string, reacts: Reacts) {
    this.name = name;
    this.phone = phone;
    this.draw = drawsOf(seed, `team/${name}`);
    this.#reacts = reacts;
  }

  get due(): Millis | null {
    return this.#plans[0]?.at ?? null;
  }

  will(says: Said, at: Millis): void {
    this.#plans.push({ at, says });
    this.#plans.sort((a, b) => a.at - b.at);
  }

  acts(now: Millis): boolean {
    const due = this.#plans.filter(({ at }) => at <= now);
    this.#plans = this.#plans.filter(({ at }) => at > now);
    for (const { says } of due) this.phone.sends(says);
    return due.length > 0;
  }

  reads({ text }: Received, now: Millis): void {
    const says = this.#reacts(tidy(text), this.draw);
    if (says !== undefined) this.will(says, now + MINUTE + Math.floor(this.draw(`reads/${now}`)() * 3 * MINUTE));
  }
}

/** A reviewer looks, says what she thinks, and takes the next, until none is left. */
export const reviews: Reacts = (screen, draw) => {
  if (/1 bien/.test(screen)) {
    // Decided by what was handed in, and by whom: the same on any network.
    const luck = draw(`verdict/${screen.replace(/\d+/g, '').slice(0, 160)}`)();
    if (luck < 0.75) return '1 muy bien hecho';
    return luck < 0.88 ? '2 va muy bien, sume también su tiempo' : '3 ponga cuánto gastó en cada cosa';
  }
  return undefined;
};

/** A facilitator calls the first of those whom she is asked to call. */
export const calls: Reacts = (screen, draw) => {
  const [, number] = /^(\d+)[ .)] ?[^\n]*(falt|tarea|callad|dias|abri|llam)/m.exec(screen) ?? [];
  if (number === undefined || !/llam/.test(screen)) return undefined;
  return `LLAME ${number} ${draw(`call/${screen.slice(0, 80)}`)() < 0.6 ? 1 : 2}`;
};
