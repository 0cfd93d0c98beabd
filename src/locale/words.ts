import { z } from 'zod';

/** What a word may mean where a question has such an option. The first three are the built-in answers of yes/no questions. */
export const MEANINGS = ['yes', 'no', 'not yet', 'done', 'cannot'] as const;
export type Meaning = (typeof MEANINGS)[number];

/** What learners may say at any time (DESIGN §4). The ids travel in buttons as `c.<id>`. */
export const COMMANDS = [
  'help',
  'repeat',
  'audio',
  'person',
  'menu',
  'homework',
  'progress',
  'language',
  'pause',
  'next',
  'lesson',
  'data',
  'complaint',
  'who-am-i',
  'new-number',
  'opt-in',
  'done',
  'hour',
] as const;
export type CommandId = (typeof COMMANDS)[number];

const list = z.array(z.string().min(1));
const values = z.record(z.string(), z.number().int());

/**
 * `locales/<language>/words.json`: what people write in a language, with accents as in a dictionary; matching folds them.
 * Every part may be left out: a region's file (es-CL) only adds to its language's (es).
 */
export const WORDS = z.strictObject({
  /** For readers of the file. */
  note: z.string().optional(),
  /** How the built-in options are shown. */
  labels: z.partialRecord(z.enum(MEANINGS), z.string().min(1)).optional(),
  meanings: z.partialRecord(z.enum(MEANINGS), list).optional(),
  emoji: z.partialRecord(z.enum(MEANINGS), list).optional(),
  refused: z.strictObject({ unknown: list, declined: list }).optional(),
  /** Number words that add up ("mil quinientos"), and those that multiply what stands before them. */
  numbers: values.optional(),
  times: values.optional(),
  /** Words inside a number: "treinta y cinco"; "dos y medio". */
  and: list.optional(),
  half: list.optional(),
  /** Whole messages that mean 0. */
  zero: list.optional(),
  /** "como 500": about. */
  about: list.optional(),
  /** "entre 4 y 5", "4 a 5". Two amounts are always asked back; these words only explain why. */
  range: list.optional(),
  /** Beside an amount they may turn it round: ask. */
  doubtful: list.optional(),
  /** Said beside an amount without changing it: "por semana", "en total". */
  units: list.optional(),
  /** "la primera": position among the options; -1 is the last. */
  ordinals: values.optional(),
  /** Said before an option's number: "la opción 1". */
  optionWords: list.optional(),
  money: z
    .strictObject({
      /** ISO 4217 → the words that may stand for it. */
      currencies: z.record(z.string().length(3), list).optional(),
      times: values.optional(),
      cents: list.optional(),
    })
    .optional(),
  dates: z
    .strictObject({
      /** Days from today. */
      days: values,
      /** 1 is Monday. */
      weekdays: values,
      months: values,
      last: list,
      next: list,
      in: list,
      ago: list,
      /** Days in a span: "2 semanas". */
      spans: values,
      filler: list,
      /** "hasta el lunes"; "del 4 al 17". */
      until: list.optional(),
      from: list.optional(),
      /** "por cosecha": what follows is no time but a reason. */
      because: list.optional(),
      /** "a las 5", and which five. */
      clock: z.strictObject({ before: list, morning: list, afternoon: list }).optional(),
    })
    .optional(),
  /** Whole messages only. `ambiguous` ones are asked back. */
  optOut: z.strictObject({ stop: list, ambiguous: list }).optional(),
  /** "No soy Ana": said alone or before a name, to an invitation. */
  wrongPerson: list.optional(),
  /** Whole messages that bring back someone who has left. Some are commands or menu words for those who have not. */
  optIn: list.optional(),
  /** The first of each is the word that is taught. */
  commands: z.partialRecord(z.enum(COMMANDS), list).optional(),
  /** Words of staff, by the name of what they do (programme/manifest.ts StaffVerb). */
  staff: z.record(z.string(), list).optional(),
  greetings: list.optional(),
  thanks: list.optional(),
  /** "al rato": she means to, later. */
  readiness: list.optional(),
  acks: list.optional(),
  /** Left out before whole messages are compared: "por favor". */
  courtesy: list.optional(),
  /** Words that must not be taken for a mistyped command. */
  ordinary: list.optional(),
  /**
   * Phrases that say that somebody may be in danger, as whole words, and longer ones that only sound like it. They count in
   * every language, beside those of a programme.
   */
  distress: z.strictObject({ phrases: list, not: list }).optional(),
  names: z.strictObject({ before: list, particles: list }).optional(),
  /** Short forms → the words they stand for. */
  habits: z.record(z.string(), z.string().min(1)).optional(),
});

export type Words = z.infer<typeof WORDS>;
