import type { Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { tidy } from '../../text/normalise.ts';
import type { Phone } from '../emulator/phone.ts';
import type { Said } from '../emulator/said.ts';
import type { Received } from '../emulator/types.ts';
import type { Actor } from './agenda.ts';
import { writesAfter } from './pace.ts';
import { drawsOf } from './says.ts';

/** What somebody of the team does when she has read something: its lines, folded, and what she writes then. */
export type Reacts = (screen: string, draw: (what: string) => Random) => Said | undefined;

/** Somebody of the team with her own phone: she writes what she has planned, and answers what she reads. */
export class Colleague implements Actor {
  readonly name: string;
  readonly phone: Phone;
  readonly draw: (what: string) => Random;
  /** Messages. */
  wrote = 0;
  readonly #reacts: Reacts;
  #plans: { readonly at: Millis; readonly says: Said }[] = [];

  /** `chance`: whose luck decides; two who work one queue share it. */
  constructor(name: string, phone: Phone, seed: string, reacts: Reacts, chance = name) {
    this.name = name;
    this.phone = phone;
    this.draw = drawsOf(seed, `team/${chance}`);
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
    this.wrote += due.length;
    return due.length > 0;
  }

  reads({ text }: Received, now: Millis): void {
    const says = this.#reacts(text.split('\n').map(tidy).join('\n'), this.draw);
    if (says !== undefined) this.will(says, writesAfter(now, 0, this.draw(`reads/${text}`)));
  }
}

/**
 * Reviewers look, say what they think, and take the next, until none is left. Decided by whose homework it is and which:
 * the same on any network. What comes a second time has been put right.
 */
export function reviewers(): Reacts {
  const seen = new Set<string>();
  return (screen, draw) => {
    const [whose] = screen.match(/^[^,\n]+, [^\n]+\.$/gm)?.slice(-1) ?? [];
    if (whose === undefined || !/\b1 bien\b/.test(screen)) return undefined;
    const luck = seen.has(whose) ? 0 : draw(`verdict/${whose}`)();
    seen.add(whose);
    if (luck < 0.75) return '1 muy bien hecho';
    return luck < 0.88 ? '2 va muy bien, sume también su tiempo' : '3 ponga cuánto gastó en cada cosa';
  };
}

/** A facilitator calls the first of those whom she is asked to call. */
export const calls: Reacts = (screen, draw) => {
  const [, number] = /^(\d+)[ .)] ?[^\n]*(falt|tarea|callad|dias|abri|llam)/m.exec(screen) ?? [];
  if (number === undefined || !/llam/.test(screen)) return undefined;
  return `LLAME ${number} ${draw(`call/${screen.slice(0, 80)}`)() < 0.6 ? 1 : 2}`;
};
