import { type Random, seededRandom } from '../../src/base/random.ts';
import type { Emulator } from '../../src/workshop/emulator/index.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import type { EmulatedChannel } from '../../src/workshop/emulator/types.ts';
import { plain } from './lesson.ts';

/** What a learner reads, from the join word to the end of the first lesson, and what she answers to it. */
export const JOURNEY = [
  { step: 'acepta', reads: 'Esta de acuerdo', says: 'si' },
  { step: 'nombre', reads: 'Como le gusta que le digamos', says: 'Rosa' },
  { step: 'giro', reads: 'De que es su negocio', says: 'comida' },
  { step: 'telefono', reads: 'Alguien mas usa este telefono', says: 'no' },
  { step: 'separa', reads: 'Ya separa el dinero', says: 'todavia no' },
  { step: 'maiz', reads: '500 pesos de tamales', says: 'negocio' },
  { step: 'cuaderno', reads: 'necesita un cuaderno', says: 'casa' },
  { step: 'end', reads: 'Su tarea.', says: null },
] as const;

/** A learner who reads her screen and answers each question that it shows, once: a repeat she has answered she ignores. */
class Robot {
  readonly phone: Phone;
  /** Ids of her messages, in order. */
  readonly sent: string[] = [];
  /** What she read and could make nothing of. */
  readonly puzzled: string[] = [];
  readonly #answered = new Set<string>();
  readonly #random: Random;
  #read = 0;
  #answers: { readonly says: string; readonly at: number }[] = [];

  constructor(phone: Phone, seed: string) {
    this.phone = phone;
    this.#random = seededRandom(seed);
    this.#answers.push({ says: 'MITIERRA', at: performance.now() + this.#random() * 500 });
  }

  get done(): boolean {
    return this.#answered.has('end');
  }

  live(): void {
    for (; this.#read < this.phone.inbox.length; this.#read++) {
      const text = plain(this.phone.inbox[this.#read]!.text);
      const asked = JOURNEY.find(({ reads }) => text.includes(reads));
      if (!asked) this.puzzled.push(text);
      else if (!this.#answered.has(asked.step)) {
        this.#answered.add(asked.step);
        if (asked.says !== null)
          this.#answers.push({ says: asked.says, at: performance.now() + 20 + this.#random() * 400 });
      }
    }
    const now = performance.now();
    for (const { says } of this.#answers.filter(({ at }) => at <= now)) this.sent.push(this.phone.sends(says));
    this.#answers = this.#answers.filter(({ at }) => at > now);
  }
}

/** Many learners at once, each on a phone of her own. */
export class Robots {
  readonly all: readonly Robot[];

  constructor(emulator: Emulator, counts: Readonly<Partial<Record<EmulatedChannel, number>>>) {
    let number = 528341100000;
    this.all = Object.entries(counts).flatMap(([channel, count]) =>
      Array.from({ length: count }, () => {
        const id = String(number++);
        return new Robot(emulator.phone(id, channel as EmulatedChannel), id);
      }),
    );
  }

  get done(): boolean {
    return this.all.every((robot) => robot.done);
  }

  get sent(): readonly string[] {
    return this.all.flatMap((robot) => robot.sent);
  }

  live(): void {
    for (const robot of this.all) robot.live();
  }
}
