import { DAY, HOUR, type Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { addDays, localDate, localMoment, localTime } from '../../domain/time.ts';
import type { Said } from '../emulator/said.ts';
import type { Received } from '../emulator/types.ts';
import { type Asked, askedOn } from './answer-key.ts';
import type { Part } from './cast.ts';
import { atOnce, LOOK, writesAfter, writesIn } from './pace.ts';
import { answerTo, drawsOf, homeworkOf, type Spoken, signed } from './says.ts';
import { chosenOn, names, offered, screenOf } from './screen.ts';

/** What all robots know. */
export interface Script {
  readonly seed: string;
  readonly zone: string;
  readonly start: Millis;
  readonly key: readonly Asked[];
}

/** Something that she means to do. */
interface Plan {
  readonly at: Millis;
  /** Before anything else, on this phone too. */
  readonly urgent: boolean;
  /** The question it answers, of those of which one stands last on a screen. */
  readonly asked?: Asked;
  readonly says: () => readonly Spoken[];
}

/** A woman of the rehearsal: what she means to do, and when she gets to it. One thing at a time for each question. */
export class Woman {
  readonly part: Part;
  readonly draw: (what: string) => Random;
  readonly #script: Script;
  readonly #will = new Map<string, Plan>();
  /** What she was asked and has not answered yet, as she saw it last; what stands last on her screen last. */
  readonly #open = new Map<string, Received>();
  /** The homework that she was given and has not handed in, as it was asked for last. */
  readonly #tasks = new Map<string, Received>();
  /** How often she has answered a question. */
  readonly #times = new Map<string, number>();
  /** How often it was put to her since. */
  readonly #shown = new Map<string, number>();
  /** The question that she answered last; undefined: what she said last answered none. */
  #meant: Asked | undefined;

  constructor(part: Part, script: Script) {
    this.part = part;
    this.#script = script;
    this.draw = drawsOf(script.seed, part.name);
  }

  /** What she does next. */
  get due(): { readonly at: Millis; readonly urgent: boolean } | undefined {
    return this.#next()?.[1];
  }

  /** What cannot wait first, then by time. */
  #next(): readonly [string, Plan] | undefined {
    let next: readonly [string, Plan] | undefined;
    for (const entry of this.#will)
      if (!next || rank(entry[1]) < rank(next[1]) || (rank(entry[1]) === rank(next[1]) && entry[1].at < next[1].at))
        next = entry;
    return next;
  }

  /** Does the next thing; on SMS, where nothing can be quoted, never before what stands last on her screen. */
  take(now: Millis): readonly Spoken[] {
    const [about, plan] = this.#next()!;
    const last = [...this.#open.keys()].at(-1);
    const first = last === undefined ? undefined : this.#will.get(last);
    if (this.#isSms && !plan.urgent && first && last !== about) {
      this.#will.set(about, { ...plan, at: Math.max(first.at, now) + 2 * LOOK });
      return [];
    }
    this.#will.delete(about);
    const spoken = plan.says();
    this.#open.delete(about);
    this.#shown.delete(about);
    this.#times.set(about, (this.#times.get(about) ?? 0) + 1);
    if (!plan.urgent) this.#meant = plan.asked;
    return spoken;
  }

  get #isSms(): boolean {
    return this.part.channel === 'twilio-sms';
  }

  /** She writes this of her own accord, at about that time. */
  writes(about: string, text: string, at: Millis): void {
    const says = () => [{ said: this.draw(`signs/${about}`)() < 0.5 ? signed(text, this.part) : text }];
    this.#will.set(about, { at: this.#awake(at, about), urgent: false, says });
  }

  /** She answers this at once. */
  mustSay(about: string, spoken: Spoken, now: Millis): void {
    this.#will.set(about, { at: atOnce(now), urgent: true, says: () => [spoken] });
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
    const screen = screenOf(shown);
    const asked = askedOn(screen, this.#script.key);
    if (asked?.kind === 'homework') this.#takesHome(asked, shown, now);
    else if (asked) this.#isAsked(asked, shown, now);
    else if (/voy o no puedo|si voy|no puedo/.test(screen)) this.#saysWhether(shown, now);
    else if (/\bescriba listo\b/.test(screen))
      this.#plans('listo', now, () => offered(shown, /listo/) ?? this.#signed('LISTO'));
    else if (/\b(seguir|recibir leccion)\b/.test(screen)) {
      const about = `seguir/${localDate(now, this.#script.zone)}`;
      this.#plans(about, now, () => offered(shown, /seguir|recibir/) ?? this.#signed('SEGUIR'));
    } else {
      const meant = this.#meant;
      const said = chosenOn(shown, (label) =>
        meant ? names(label, meant) : !this.#script.key.some((one) => names(label, one)),
      );
      // A tap names its question; of what she must type she can answer only the last.
      const about = typeof said === 'string' ? 'chooses' : `chooses/${shown.id}`;
      if (said !== undefined) this.mustSay(about, this.#toThis(said, shown), now);
    }
  }

  #isAsked(asked: Asked, shown: Received, now: Millis): void {
    this.#open.delete(asked.key);
    this.#open.set(asked.key, shown);
    const times = this.#times.get(asked.key) ?? 0;
    const says = () => {
      const seen = this.#open.get(asked.key) ?? shown;
      // A lone number only where nothing else waits for one.
      const said = answerTo(asked, this.part, seen, times, this.draw, this.#open.size === 1);
      return [this.#toThis(said, seen)];
    };
    this.#means(asked.key, now, says, asked);
  }

  /** As an answer to this message and no other: quoted where something else is open too, or somebody else has the phone. */
  #toThis(said: Said, shown: Received): Spoken {
    const isWords = typeof said === 'string';
    const quotes = !this.#isSms && (this.part.shared || this.#open.size > 1 || !isWords);
    if (quotes) return { said, how: { quote: shown.id } };
    return { said };
  }

  #signed(text: string): Spoken {
    return { said: signed(text, this.part) };
  }

  #plans(about: string, now: Millis, says: () => Spoken): void {
    this.#means(about, now, () => [says()]);
  }

  /** Answers it in her own time, unless she is about to; or takes it up when she is reminded; or lets it lie. */
  #means(about: string, now: Millis, says: () => readonly Spoken[], asked?: Asked): void {
    if (this.#will.has(about)) return;
    const shown = (this.#shown.get(about) ?? 0) + 1;
    this.#shown.set(about, shown);
    const times = this.#times.get(about) ?? 0;
    const { answers, delay } = this.part.temperament;
    const random = this.draw(`when/${about}/${times}`);
    const needs = random() < answers ? 1 : random() < answers ? 2 : Number.POSITIVE_INFINITY;
    if (shown < needs) return;
    const at = this.#awake(writesAfter(now, delay(random), random), about);
    this.#will.set(about, { at, urgent: false, says, ...(asked ? { asked } : {}) });
  }

  #saysWhether(shown: Received, now: Millis): void {
    const day = localDate(now + DAY, this.#script.zone);
    const says = this.comes(day)
      ? (offered(shown, /voy/) ?? this.#signed('VOY'))
      : (offered(shown, /no puedo/) ?? this.#signed('NO PUEDO'));
    this.#plans(`session/${day}`, now, () => says);
  }

  /** Homework is done at home: hours or days later, in one sitting, and then she says that this is all. */
  #takesHome(asked: Asked, shown: Received, now: Millis): void {
    const about = asked.key;
    this.#tasks.set(about, shown);
    if (this.#will.has(about)) return;
    const times = this.#times.get(about) ?? 0;
    const random = this.draw(`home/${about}/${times}`);
    // Of a reminder she has heard before; who will not do it will not do it.
    if (times > 2 || this.draw(`does/${about}`)() >= this.part.temperament.homework) return;
    const at = writesAfter(now, 2 * HOUR + Math.floor(random() * 2 * DAY), random);
    const says = () => {
      const task = this.#tasks.get(about)!;
      const alone = this.#tasks.size === 1;
      this.#tasks.delete(about);
      return homeworkOf(asked, this.part, task, times, this.draw, alone);
    };
    this.#will.set(about, { at: this.#awake(at, about), urgent: false, says });
  }

  /** By day only, and not in the weeks in which she is away. */
  #awake(at: Millis, about: string): Millis {
    const { zone } = this.#script;
    const day = this.#isGone(at) ? this.#back() : localDate(at, zone);
    const clock = day === localDate(at, zone) ? localTime(at, zone) : '00:00';
    if (clock >= '07:30' && clock < '21:30') return at;
    const morning = clock < '07:30' ? day : addDays(day, 1);
    const random = this.draw(`morning/${morning}/${about}`);
    return writesIn(localMoment(morning, '08:00', zone) + Math.floor(random() * HOUR), random);
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

const rank = ({ urgent }: Plan): number => (urgent ? 0 : 1);
