import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';

/** How a learner of the rehearsal lives with her phone. Shares are chances from 0 to 1. */
export interface Temperament {
  readonly id: string;
  /** She answers at all what asks her something. */
  readonly answers: number;
  /** How long that takes her. */
  readonly delay: (random: Random) => Millis;
  /** A quiz answered wrong at the first try. */
  readonly wrong: number;
  readonly comes: number;
  /** Being there, she writes the word herself. */
  readonly checksIn: number;
  readonly homework: number;
  /** What she hands in, where it is accepted and her phone can. */
  readonly handsIn: 'text' | 'photo' | 'voice';
  /** She has nothing but SMS. */
  readonly sms?: true;
  /** The next woman in the cast has the same phone. */
  readonly shares?: true;
  /** Weeks without a word of hers. */
  readonly gone?: { readonly from: number; readonly weeks: number };
  /** She answers with a recording where a word is asked, and writes when she is told how. */
  readonly records?: true;
}

const within =
  (least: Millis, most: Millis) =>
  (random: Random): Millis =>
    least + Math.floor(random() * (most - least));

const soon = within(20 * SECOND, 20 * MINUTE);
const today = within(10 * MINUTE, 5 * HOUR);
/** Mostly in the evening's first hours, sometimes the day after. */
const whenever = (random: Random): Millis => (random() < 0.7 ? today(random) : within(HOUR, DAY)(random));

/** The women of a cohort, in the order in which they are cast again and again. */
export const TEMPERAMENTS: readonly Temperament[] = [
  { id: 'eager', answers: 1, delay: soon, wrong: 0.1, comes: 0.97, checksIn: 0.9, homework: 1, handsIn: 'photo' },
  {
    id: 'busy',
    answers: 0.95,
    delay: whenever,
    wrong: 0.2,
    comes: 0.9,
    checksIn: 0.5,
    homework: 0.95,
    handsIn: 'text',
  },
  {
    id: 'sms',
    answers: 0.97,
    delay: today,
    wrong: 0.2,
    comes: 0.95,
    checksIn: 0.6,
    homework: 1,
    handsIn: 'text',
    sms: true,
  },
  {
    id: 'shared',
    answers: 0.95,
    delay: today,
    wrong: 0.2,
    comes: 0.9,
    checksIn: 0.4,
    homework: 0.95,
    handsIn: 'text',
    shares: true,
  },
  { id: 'sister', answers: 0.95, delay: today, wrong: 0.3, comes: 0.9, checksIn: 0.4, homework: 0.95, handsIn: 'text' },
  { id: 'unsure', answers: 0.97, delay: soon, wrong: 0.6, comes: 0.95, checksIn: 0.7, homework: 1, handsIn: 'photo' },
  {
    id: 'voice',
    answers: 0.97,
    delay: today,
    wrong: 0.2,
    comes: 0.95,
    checksIn: 0.7,
    homework: 1,
    handsIn: 'voice',
    records: true,
  },
  {
    id: 'harvest',
    answers: 0.95,
    delay: today,
    wrong: 0.2,
    comes: 0.9,
    checksIn: 0.6,
    homework: 0.95,
    handsIn: 'photo',
    gone: { from: 4, weeks: 3 },
  },
  {
    id: 'silent',
    answers: 0.15,
    delay: whenever,
    wrong: 0.3,
    comes: 0.6,
    checksIn: 0.1,
    homework: 0.2,
    handsIn: 'text',
  },
  { id: 'steady', answers: 1, delay: today, wrong: 0.15, comes: 0.97, checksIn: 0.8, homework: 1, handsIn: 'photo' },
];
