import { DAY, HOUR, MINUTE, type Millis } from '../../base/clock.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Actor } from './agenda.ts';
import type { Colleague } from './colleague.ts';
import type { RehearsalHouse } from './house.ts';
import { writesAfter } from './pace.ts';
import type { Woman } from './woman.ts';

/** A group of the rehearsal: its women and who has them in her care. */
export interface Group {
  readonly cohort: string;
  readonly women: readonly Woman[];
  readonly facilitator: Colleague;
}

/** What happens in the room on Tuesday: who is there, who writes the word, and the roll, which is sent late. */
export class Days implements Actor {
  readonly #house: RehearsalHouse;
  readonly #groups: readonly Group[];
  readonly #changed: (actor: Colleague | Woman) => void;
  #plans: { readonly at: Millis; readonly does: (now: Millis) => Promise<void> }[] = [];

  constructor(house: RehearsalHouse, groups: readonly Group[], changed: (actor: Colleague | Woman) => void) {
    this.#house = house;
    this.#groups = groups;
    this.#changed = changed;
  }

  get due(): Millis | null {
    return this.#plans[0]?.at ?? null;
  }

  async acts(now: Millis): Promise<boolean> {
    const due = this.#plans.filter(({ at }) => at <= now);
    this.#plans = this.#plans.filter(({ at }) => at > now);
    for (const { does } of due) await does(now);
    return due.length > 0;
  }

  /** Plans a week: the sessions that stand in it now, and on Wednesday whom to call. */
  async week(from: Millis): Promise<void> {
    const { rows, programme } = this.#house;
    for (const { cohort, facilitator } of this.#groups) {
      const day = localDate(from + 12 * HOUR, programme.timezone);
      facilitator.will('HOY', localMoment(addDays(day, 2), '17:00', programme.timezone));
      this.#changed(facilitator);
      const sessions = await rows(
        `select s.id, s.starts_at, s.ends_at from session s join cohort c on c.id = s.cohort_id
          where c.name = @cohort and s.cancelled_at is null and s.starts_at >= @from and s.starts_at < @to`,
        { cohort, from, to: from + 7 * DAY },
      );
      for (const session of sessions) {
        this.#at(Number(session['starts_at']) + 5 * MINUTE, (now) => this.#begins(cohort, String(session['id']), now));
        this.#at(Number(session['ends_at']) + 10 * MINUTE, (now) => this.#ends(cohort, String(session['id']), now));
      }
    }
  }

  #at(at: Millis, does: (now: Millis) => Promise<void>): void {
    this.#plans.push({ at, does });
    this.#plans.sort((a, b) => a.at - b.at);
  }

  /** The word is said in the room; some write it. */
  async #begins(cohort: string, id: string, now: Millis): Promise<void> {
    const [session] = await this.#house.rows('select word from session where id = @id and cancelled_at is null', {
      id,
    });
    const word = session?.['word'];
    if (typeof word !== 'string') return;
    const day = localDate(now, this.#house.programme.timezone);
    for (const she of this.#group(cohort).women) {
      if (!she.comes(day)) continue;
      const random = she.draw(`word/${day}`);
      if (random() >= she.part.temperament.checksIn) continue;
      she.writes(`word/${day}`, word, writesAfter(now, random() * 30 * MINUTE, random));
      this.#changed(she);
    }
  }

  /** The facilitator writes down who was there, an hour or a day later: those who came, or where they are fewer, those who did not. */
  async #ends(cohort: string, id: string, now: Millis): Promise<void> {
    const { rows, programme } = this.#house;
    const { women, facilitator } = this.#group(cohort);
    const [session] = await rows('select plan_id from session where id = @id and cancelled_at is null', { id });
    if (!session) return;
    const roster = await rows(
      `select r.number, p.name, coalesce(json_extract(p.profile, '$.name'), p.name) as called
        from expected r join person p on p.id = r.person_id where r.session_id = @id order by r.number`,
      { id },
    );
    const day = localDate(now, programme.timezone);
    const came = new Set(women.filter((she) => she.comes(day)).map(({ part }) => part.name));
    const numbers = (there: boolean) =>
      roster
        .filter((row) => (came.has(String(row['name'])) || came.has(String(row['called']))) === there)
        .map((row) => row['number']);
    const [there, missing] = [numbers(true), numbers(false)];
    const plan = String(session['plan_id']);
    const says =
      missing.length > 0 && missing.length < there.length
        ? `FALTARON ${plan} ${missing.join(' ')}`
        : `LISTA ${plan} ${there.length > 0 ? there.join(' ') : 'ninguna'}`;
    const late = facilitator.draw(`roll/${day}`);
    facilitator.will(says, writesAfter(now, (late() < 0.7 ? HOUR : DAY) + late() * HOUR, late));
    this.#changed(facilitator);
  }

  #group(cohort: string): Group {
    return this.#groups.find((one) => one.cohort === cohort)!;
  }
}
