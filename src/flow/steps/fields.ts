import { z } from 'zod';
import type { TimeRule } from '../../domain/timer.ts';
import { type Said, says } from '../../locale/sentence.ts';
import { parseRule } from '../durations.ts';
import { CEL_MAX } from '../limits.ts';
import { spanishTime } from '../spanish-keys.ts';
import { plainWords } from '../step-id.ts';
import type { MediaKeys, RawStep, SourceText } from './step.ts';

/** A text a learner sees: plain, or `{one: …, other: …}`. */
export const text: z.ZodType<SourceText> = z.union([
  z.string().min(1),
  z.strictObject({ one: z.string().min(1), other: z.string().min(1) }),
]);

/** What is said where something else than steps stands (validate.ts finds such keys in the catalogue). */
export const EXPECTS_STEPS = 'expects.steps';

/** A list of steps. What is in it is read by the parser, which knows the verbs. */
export const steps: z.ZodType<readonly RawStep[]> = z.custom<readonly RawStep[]>(Array.isArray, {
  error: EXPECTS_STEPS,
});

/** A CEL condition; its names and types are checked where the facts are known. */
export const condition = z.string().min(1).max(CEL_MAX);

/** Media of a text: a file in the pack's `media/` folder. At most one, since a channel shows one above a text. */
export const media = {
  image: z.string().min(1).optional(),
  audio: z.string().min(1).optional(),
  video: z.string().min(1).optional(),
  document: z.string().min(1).optional(),
};

const MEDIA = ['image', 'audio', 'video', 'document'] as const;

/** The media keys of a step, if it has any. */
export function mediaOf(step: MediaKeys): { media?: MediaKeys } {
  const named = MEDIA.filter((kind) => step[kind] !== undefined);
  return named.length === 0 ? {} : { media: Object.fromEntries(named.map((kind) => [kind, step[kind]!])) };
}

export function mediaReferences(step: MediaKeys): { kind: 'media'; name: string; key: string }[] {
  return MEDIA.flatMap((kind) =>
    step[kind] === undefined ? [] : [{ kind: 'media' as const, name: step[kind], key: kind }],
  );
}

const TIME_EXAMPLES = says('DURATION_INVALID.fix');

/** A time in Spanish as the language writes it. */
export function timeFix(written: string, parse: (text: string) => unknown): Said | undefined {
  const meant = spanishTime(written);
  return meant === undefined || parse(meant) === undefined ? undefined : says('DURATION_INVALID.spanish', { meant });
}

/** `3 days`, `2 days at 10:00`, `until 18:00`, `2026-05-04 at 10:00` (durations.ts) as a time rule. */
export const timeRule: z.ZodType<TimeRule, string> = z.string().transform((written, context) => {
  const rule = parseRule(written);
  if (rule) return rule;
  context.addIssue({
    code: 'custom',
    params: {
      code: 'DURATION_INVALID',
      message: says('DURATION_INVALID', { written }),
      fix: timeFix(written, parseRule) ?? TIME_EXAMPLES,
    },
  });
  return z.NEVER;
});

/** One or several. */
export function oneOrMore<T extends z.ZodType>(item: T): z.ZodType<readonly z.output<T>[]> {
  // Not a union: its mistakes would be told of the whole list, and not of the one that is wrong.
  return z.preprocess(
    (written) => (Array.isArray(written) ? written : [written]),
    z.array(item).min(1),
  ) as unknown as z.ZodType<readonly z.output<T>[]>;
}

/** Where an answer may be kept. */
const SAVE_TARGET = /^(?:(?:person|profile)\.[a-z][a-z0-9_]*|consent(?:\.[a-z][a-z0-9-]*)?)$/;

/** Where `set` may write. */
export const SET_TARGET = /^(?:person|profile|thread)\.[a-z][a-z0-9_]*$/;

export const saveTarget = z.string().superRefine((path, context) => {
  if (SAVE_TARGET.test(path)) return;
  const words = plainWords(path.replace(/^(?:person|profile)[a-z]*\./i, ''))
    .join('_')
    .replace(/^[^a-z]+/, '');
  const root = /^profile/i.test(path) ? 'profile' : 'person';
  context.addIssue({
    code: 'custom',
    params: {
      code: 'SAVE_INVALID',
      message: says('SAVE_INVALID', { path }),
      fix: words === '' ? says('SAVE_INVALID.fix') : says('SAVE_INVALID.fix.so', { path: `${root}.${words}` }),
    },
  });
});
