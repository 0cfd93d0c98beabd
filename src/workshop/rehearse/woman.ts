import { DAY, HOUR, type Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { addDays, localDate, localMoment, localTime } from '../../domain/time.ts';
import { tidy } from '../../text/normalise.ts';
import type { Said } from '../emulator/said.ts';
import type { Received } from '../emulator/types.ts';
import { type Asked, askedOn } from './answer-key.ts';
import type { Part } from './cast.ts';
import { answerTo, drawsOf, homeworkOf } from './says.ts';

/** What all robots know. */
export interface Script {
  readonly seed: string;
  readonly zone: string;
  readonly start: Millis;
  readonly key: readonly Asked[];
}

/** A woman of the rehearsal: what she means to do, and when she gets to it. One thing at a time for each question. */
export class Woman {
  readonly part: Part;
  readonly draw: (what: string) => Random;
  readonly #script: Script;
  readonly #will = new Map<string, { readonly at: Millis; readonly says: Said }>();
  /** How often she has answered a question. */
  readonly #times = new Map<string, number>();
  /** How often it was put to her while she had no mind to answer it. */
  readonly #shown = new Map<string, number>();

  /** She was given some: from then on a lone number might be meant for it. */
  #hasHomework = false;
  /** The title of what she answered last. */
  #meant = '';

  constructor(part: Part, script: Script) {
    this.part = part;
    this.#script = script;
    this.draw = drawsOf(script.seed, part.name);
  }

  get due(): Millis | null {
    const times = [...this.#will.values()].map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** What she does now, oldest first. */
  take(now: Millis): readonly Said[] {
    const due = [...this.#will].filter(([, { at }]) => at <= now).toSorted(([, a], [, b]) => a.at - b.at);
    for (const [about] of due) {
      this.#meant = this.#script.key.find(({ key }) => about.startsWith(key))?.title ?? this.#meant;
      this.#will.delete(about);
      this.#times.set(about, (this.#times.get(about) ?? 0) + 1);
    }
    return due.map(([, { says }]) => says);
  }

  will(about: string, says: Said, at: Millis): void {
    this.#will.set(about, { at: this.#awake(at), says });
  }

  /** Does she come to the session of that day? Her own weeks without a word are weeks at home. */
  comes(day: string): boolean {
    return (
      !this.#isGone(localMoment(day, '12:00', this.#script.zone)) &&
      this.draw(`comes/${day}`)() < this.part.temperament.comes
    );
  }

  /** What stands on her screen and is for her. */
  reads(shown: Received, now: Millis): void {
    const screen = tidy([shown.text, ...shown.choices.map(({ title }) => title)].join('\n'));
    const asked = askedOn(screen, this.#script.key);
    if (asked?.kind === 'homework') this.#hasHomework = true;
    if (asked?.kind === 'homework') this.#takesHome(asked, now);
    else if (asked)
      this.#plans(asked.key, now, (times) => answerTo(asked, this.part, shown, times, this.draw, !this.#hasHomework));
    else if (/voy o no puedo|si voy|no puedo/.test(screen)) this.#saysWhether(shown, now);
    else if (/\blisto\b/.test(screen)) this.#plans('listo', now, () => offered(shown, /listo/) ?? 'LISTO');
    else if (/\b(seguir|recibir leccion)\b/.test(screen))
      this.#plans(
        `seguir/${localDate(now, this.#script.zone)}`,
        now,
        () => offered(shown, /seguir|recibir/) ?? 'SEGUIR',
      );
    else {
      // Whatever else she is asked with options, or to agree to: what she meant, or the first.
      const first = shown.choices.find(({ title }) => title === this.#meant) ?? shown.choices[0];
      const says = first
        ? { tap: first.title }
        : /^1[ .)]/m.test(shown.text)
          ? '1'
          : /\bsi o no\b/.test(screen)
            ? 'sí'
            : null;
      if (says !== null) this.#plans(`first/${screen.slice(0, 60)}`, now, () => says);
    }
  }

  /** Answers it in her own time, unless she is about to. */
  #plans(about: string, now: Millis, says: (times: number) => Said): void {
    if (this.#will.has(about)) return;
    const times = this.#times.get(about) ?? 0;
    // Who lets a question lie may take it up when she is reminded.
    const shown = (this.#shown.get(about) ?? 0) + 1;
    this.#shown.set(about, shown);
    const random = this.draw(`when/${about}/${shown}`);
    if (random() >= this.part.temperament.answers) return;
    this.will(about, says(times), now + this.part.temperament.delay(random));
  }

  #saysWhether(shown: Received, now: Millis): void {
    const day = localDate(now + DAY, this.#script.zone);
    const says = this.comes(day) ? (offered(shown, /voy/) ?? 'VOY') : (offered(shown, /no puedo/) ?? 'NO PUEDO');
    this.#plans(`session/${day}`, now, () => says);
  }

  /** Homework is done at home: hours or days later, in one sitting, and then she says that this is all. */
  #takesHome(asked: Asked, now: Millis): void {
    const about = asked.key;
    if (this.#will.has(about)) return;
    const times = this.#times.get(about) ?? 0;
    const random = this.draw(`home/${about}/${times}`);
    // Of a reminder she has heard before; who will not do it will not do it.
    if (times > 2 || this.draw(`does/${about}`)() >= this.part.temperament.homework) return;
    const at = now + 2 * HOUR + Math.floor(random() * 2 * DAY);
    homeworkOf(asked, this.part, times, this.draw).forEach((says, nth) => {
      this.will(nth === 0 ? about : `${about}/${nth}`, says, at + nth * 15_000);
    });
  }

  /** By day only, and not in the weeks in which she is away. */
  #awake(at: Millis): Millis {
    const { zone } = this.#script;
    const day = this.#isGone(at) ? this.#back() : localDate(at, zone);
    const clock = day === localDate(at, zone) ? localTime(at, zone) : '00:00';
    if (clock >= '07:30' && clock < '21:30') return Math.floor(at);
    const morning = clock < '07:30' ? day : addDays(day, 1);
    return localMoment(morning, '08:00', zone) + Math.floor(this.draw(`morning/${morning}/${at}`)() * HOUR);
  }

  #isGone(at: Millis): boolean {
    const { gone } = this.part.temperament;
    if (!gone) return false;
    const week = Math.floor((at - this.#script.start) / (7 * DAY)) + 1;
    return week >= gone.from && week < gone.from + gone.weeks;
  }

  #back(): string {
    const { from, weeks } = this.part.temperament.gone!;
    return localDate(this.#script.start + (from + weeks - 1) * 7 * DAY + HOUR, this.#script.zone);
  }
}

/** A tap on what her screen offers. */
function offered({ choices }: Received, words: RegExp): Said | undefined {
  const found = choices.find(({ title }) => words.test(tidy(title)));
  return found && { tap: found.title };
}
