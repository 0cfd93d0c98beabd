import { type Random, seededRandom } from '../../../src/base/random.ts';
import type { Emulator } from '../../../src/workshop/emulator/index.ts';
import type { Phone } from '../../../src/workshop/emulator/phone.ts';
import type { Said } from '../../../src/workshop/emulator/said.ts';
import { SAMPLES } from '../../../src/workshop/emulator/samples.ts';
import { plain } from '../../end-to-end/lesson.ts';

/** The questions of flows/muelle, in order. The third comes after a wait, and is answered once she was reminded of it. */
export const STEPS = ['lunes', 'martes', 'jueves', 'viernes'] as const;
/** Her homework where she has no WhatsApp. */
export const DESCRIBED = 'es azul y tiene sombra';
type Step = (typeof STEPS)[number];

/**
 * What a timer says is not repeated when its sending was cut off: who may not have got the question after the wait, or the
 * reminder of it, answers so long after that all the same, in real ms. Whoever was not cut off waits for both.
 */
const PATIENCE = 15_000;
const HELP_SHARE = 0.3;

/** A learner who reads her screen and does what it asks, each message once: a repeat that she has answered she ignores. */
export class Learner {
  readonly phone: Phone;
  /** Her number. */
  readonly id: string;
  readonly number: number;
  /** Ids of her messages, in order. */
  readonly sent: string[] = [];
  /** What she read and could make nothing of. */
  readonly puzzled: string[] = [];
  /** Our outbox ids, in the order in which she first saw each. */
  readonly seen = new Set<string>();
  askedHelp = 0;
  done = false;
  readonly #random: Random;
  readonly #answered = new Set<Step>();
  #read = 0;
  #plans: { readonly act: () => void; readonly at: number }[] = [];

  constructor(phone: Phone, id: string, number: number, seed: string) {
    this.phone = phone;
    this.id = id;
    this.number = number;
    this.#random = seededRandom(`${seed}/${number}`);
    this.#says('MUELLE GRUPO-A');
  }

  /** Her answer: another number for each of all, so that none can be taken for another. */
  kilos(step: Step): number {
    return this.number * 10 + STEPS.indexOf(step) + 1;
  }

  get sendsPhoto(): boolean {
    return this.phone.channel === 'whatsapp-cloud';
  }

  live(): void {
    for (; this.#read < this.phone.inbox.length; this.#read++) {
      const { text, outboxId = '?' } = this.phone.inbox[this.#read]!;
      if (this.seen.has(outboxId)) continue;
      this.seen.add(outboxId);
      this.#reads(plain(text));
    }
    const now = performance.now();
    const due = this.#plans.filter(({ at }) => at <= now);
    this.#plans = this.#plans.filter(({ at }) => at > now);
    for (const { act } of due) act();
  }

  /** A kill cut off what a timer said to her. */
  isCutOff(): void {
    this.#in(PATIENCE, () => this.#answers('jueves'));
  }

  #reads(text: string): void {
    if (/Su tarea ya (esta|fue) entregada/.test(text)) this.done = true;
    else if (/escriba LISTO/.test(text)) this.#says('LISTO');
    else if (/Puede escribir AYUDA/.test(text))
      return; // with the question once more, which she has read
    else if (/Felicidades/.test(text)) this.#says(this.sendsPhoto ? { photo: SAMPLES.photo } : DESCRIBED);
    else if (/Le recordamos/.test(text)) this.#answers('jueves');
    else if (/kilos saco el jueves|En un momento seguimos/.test(text)) return;
    else this.#asked(text);
  }

  #asked(text: string): void {
    const step = STEPS.find((one) => text.includes(`kilos saco el ${one}`));
    if (step) this.#answers(step);
    else this.puzzled.push(text);
  }

  #answers(step: Step): void {
    if (this.#answered.has(step)) return;
    this.#answered.add(step);
    if (this.#random() < HELP_SHARE) {
      this.askedHelp++;
      this.#says('AYUDA');
    }
    this.#says(String(this.kilos(step)));
  }

  #says(said: Said): void {
    this.#in(10 + this.#random() * 150, () => this.sent.push(this.phone.sends(said)));
  }

  #in(ms: number, act: () => void): void {
    this.#plans.push({ act, at: performance.now() + ms });
  }
}

/** Learners who come one after the other for as long as they are let in. */
export class Learners {
  readonly all: Learner[] = [];
  readonly #emulator: Emulator;
  readonly #seed: string;

  constructor(emulator: Emulator, seed: string) {
    this.#emulator = emulator;
    this.#seed = seed;
  }

  /** Most have WhatsApp; one of four SMS by Twilio, one of six by a gateway's phone. */
  one(): void {
    const number = this.all.length + 1;
    const channel = number % 4 === 0 ? 'twilio-sms' : number % 6 === 3 ? 'sms-gateway' : 'whatsapp-cloud';
    const id = String(528_341_100_000 + number);
    this.all.push(new Learner(this.#emulator.phone(id, channel), id, number, this.#seed));
  }

  live(): void {
    for (const learner of this.all) learner.live();
  }

  cutOff(id: string): void {
    this.all.find((one) => one.id === id)?.isCutOff();
  }

  /** How many are in the middle of it. */
  get under(): number {
    return this.all.filter(({ done }) => !done).length;
  }

  get done(): boolean {
    return this.all.every(({ done }) => done);
  }
}
