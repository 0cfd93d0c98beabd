import { z } from 'zod';
import { CLASSES } from '../domain/field-class.ts';
import { PRICE_CATEGORIES } from '../domain/prices.ts';
import { says } from '../locale/sentence.ts';
import { parseClock, parseDay, parseDuration, parseMoney, parseMonths, parsePrice, parseSpan } from './durations.ts';
import { fileName } from './kind.ts';
import { WAVES } from './programme.ts';
import { condition, timeFix } from './steps/fields.ts';

/** A text that a parser understands; what it makes of it is the value. */
function written<T>(
  parse: (text: string) => T | undefined,
  example: string,
  code = 'VALUE_INVALID',
): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({
      code: 'custom',
      params: {
        code,
        message: says('VALUE_INVALID.unread', { text }),
        fix: timeFix(text, parse) ?? says('VALUE_INVALID.example', { example }),
      },
    });
    return z.NEVER;
  });
}

/** `homework:costos` or `answer:mi-meta.meta`. */
function parseFrom(text: string): { homework: string } | { flow: string; step: string } | undefined {
  const [, homework, flow, step] = /^(?:homework:([\w-]+)|answer:([\w-]+)\.([\w-]+))$/.exec(text.trim()) ?? [];
  if (homework !== undefined) return { homework };
  return flow !== undefined && step !== undefined ? { flow, step } : undefined;
}

const clock = written(parseClock, '18:00', 'DURATION_INVALID');
const day = written(parseDay, '2026-05-04', 'DURATION_INVALID');
const duration = written(parseDuration, '4 hours', 'DURATION_INVALID');
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
/** ISO 3166 or 4217 and the like are not looked up: three capitals, as banks write them. */
const currency = z.string().regex(/^[A-Z]{3}$/, 'expects.currency');
const word = z.string().regex(/^[\p{L}\p{N}]{2,20}$/u, 'expects.word');

/** Something that an authority has said, and until when it may be repeated. */
const fact = z.strictObject({
  text: z.union([z.string().min(1).max(200), z.record(z.string(), z.string().min(1).max(200))]),
  country: z.string().regex(/^[A-Z]{2}$/, 'expects.country'),
  authority: z.string().min(1).max(120),
  source: z.string().min(1).max(300).optional(),
  verified_on: day.optional(),
  expires_on: day,
});

/** Read as source text, so that `8.10` is not 8.1. */
const sdgTarget = z.string().regex(/^(1[0-7]|[1-9])\.([1-9]\d?|[a-d])$/, 'expects.target');

/** A line of the programme's own price list. */
const soLongAfter = z.strictObject({
  after: written(parseMonths, '12 months'),
  from: z.enum(['start', 'end']).optional(),
});

const price = z.strictObject({
  for: z.enum(['whatsapp', 'sms']),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expects.country')
    .optional(),
  category: z.enum(PRICE_CATEGORIES).exclude(['sms']).optional(),
  price: written(parsePrice, '0.95 MXN'),
  verified_on: day,
});

export const programmeSchema = z.strictObject({
  programme: fileName,
  title: z.string().min(1),
  languages: z.array(z.string()).min(1),
  address: z.enum(['usted', 'tu']).optional(),
  currency: currency.optional(),
  timezone: z.string(),
  join: word,
  consent: z
    .string()
    .regex(/^[a-z][a-z0-9-]*-\d+$/, 'expects.consent')
    .optional(),
  profile: fileName.optional(),
  modules: z
    .array(z.strictObject({ id: fileName.optional(), title: z.string().optional(), lessons: z.array(z.string()) }))
    .min(1),
  release: z
    .strictObject({ days: z.array(weekday).min(1), at: clock, catch_up: z.literal('one a day').optional() })
    .optional(),
  quiet_hours: written(parseSpan, '20:00-09:00', 'DURATION_INVALID').optional(),
  calendar: z.array(z.strictObject({ pause: z.string().min(1), from: day, to: day })).optional(),
  daily_limit: z.number().int().min(1).max(6).optional(),
  ask_hour: z.boolean().optional(),
  sessions: z
    .array(
      z.strictObject({
        id: fileName,
        title: z.string().min(1),
        week: z.number().int().min(1),
        day: weekday,
        at: clock,
        minutes: z.number().int().min(5),
        place: z.string().optional(),
        kind: z.enum(['session', 'event']).optional(),
        open_to: z.enum(['cohort', 'programme']).optional(),
        capacity: z.number().int().min(1).optional(),
        language: z.string().min(2).max(35).optional(),
        host: z.string().min(1).max(120).optional(),
        agenda: z.string().min(1).max(600).optional(),
        objectives: z.array(z.string().min(1).max(300)).min(1).max(10).optional(),
        sdg: z.array(sdgTarget).min(1).max(17).optional(),
        reflection: z.boolean().optional(),
        invite: duration.optional(),
      }),
    )
    .optional(),
  words: z.array(word).optional(),
  reminders: z
    .array(
      z.union([
        z.strictObject({ before: z.literal('session'), offset: duration, at: clock.optional() }),
        z.strictObject({ after: z.literal('session'), offset: duration, at: clock.optional() }),
        z.strictObject({
          unanswered: z.enum(['question', 'homework']),
          after: duration,
          at: clock.optional(),
          // The question, two reminders, and then a person: there is no fourth message.
          times: z.number().int().min(1).max(2).optional(),
        }),
      ]),
    )
    .optional(),
  certificate: z
    .union([
      condition,
      z.strictObject({
        rule: z.union([
          condition,
          z
            .array(
              z.union([condition, z.strictObject({ when: condition, says: z.string().min(1).max(120).optional() })]),
            )
            .min(1)
            .max(12),
        ]),
        title: z.string().min(1).max(60).optional(),
        signers: z
          .array(z.strictObject({ name: z.string().min(1).max(60), role: z.string().min(1).max(60).optional() }))
          .max(4)
          .optional(),
        logos: z.array(z.string().min(1)).max(6).optional(),
      }),
    ])
    .optional(),
  at_risk: z.array(z.strictObject({ when: condition, why: z.string().min(1) })).optional(),
  channel: z
    .strictObject({
      fallback_after: duration.optional(),
      monthly_budget: written(parseMoney, '900 MXN').optional(),
      prices: z.array(price).optional(),
      unopened: z.strictObject({ after: duration, do: z.enum(['sms', 'call']) }).optional(),
    })
    .optional(),
  shared_phone: z
    .strictObject({ at_entry: z.enum(['ask', 'skip']).optional(), private: z.enum(['in person', 'ask']).optional() })
    .optional(),
  private: z
    .array(z.string().regex(/^(?:person|profile)\.[a-z][a-z0-9_]*$/, 'person. or profile. and a name are expected'))
    .optional(),
  fields: z
    .record(
      z
        .string()
        .regex(/^(?:person|profile|tag)\.[\p{L}\p{N}_-]+$/u, 'person., profile. or tag. and a name are expected'),
      z.enum(CLASSES),
    )
    .optional(),
  privacy: z
    .strictObject({
      block_days: z.number().int().min(0).max(365).optional(),
      inbound_days: z.number().int().min(1).optional(),
      media_days: z.number().int().min(1).optional(),
    })
    .optional(),
  invitation: z.strictObject({ again_after: duration.optional() }).optional(),
  purposes: z
    .array(
      z.strictObject({
        id: fileName.refine((id) => id !== 'programme', 'expects.purpose'),
        ask: z.string().min(1),
        sms: z.string().min(1).optional(),
      }),
    )
    .max(3)
    .optional(),
  selection: z
    .strictObject({
      criteria: z
        .array(
          z.strictObject({
            id: fileName,
            title: z.string().min(1).max(40),
            weight: z.number().int().min(1).max(10).optional(),
            max: z.number().int().min(1).max(100).optional(),
          }),
        )
        .min(1)
        .max(20),
      places: z.number().int().min(1).optional(),
    })
    .optional(),
  counselling: z
    .strictObject({ individual: z.number().int().min(1).optional(), group: z.number().int().min(1).optional() })
    .optional(),
  hours: z.strictObject({ target: z.number().int().min(1), counts: z.enum(['given', 'person']).optional() }).optional(),
  safeguarding: z.strictObject({ focal_point: z.string().min(1), phrases: z.string() }).optional(),
  surveys: z
    .array(
      z.strictObject({
        survey: fileName,
        wave: z.enum(WAVES),
        when: z.union([z.enum(['start', 'end', 'by hand']), soLongAfter]).optional(),
        needs: fileName.optional(),
      }),
    )
    .optional(),
  plan: z
    .strictObject({
      title: z.string().trim().min(1).max(120),
      sections: z
        .array(
          z.strictObject({
            id: fileName,
            title: z.string().trim().min(1).max(120),
            from: written(parseFrom, 'homework:costos'),
          }),
        )
        .min(1)
        .max(40),
    })
    .optional(),
  facts: z.record(fileName, fact).optional(),
  indicators: z.array(z.strictObject({ id: fileName, of: z.string().min(1), when: condition })).optional(),
});

export type ProgrammeFile = z.output<typeof programmeSchema>;

const contact = z.strictObject({
  site: z.string().min(1),
  name: z.string().min(1),
  phone: z.string().regex(/^\+?[\d][\d -]{1,18}$/, 'expects.phone'),
  hours: z.string().min(1),
  language: z.string().optional(),
  verified_on: day,
});

/** `services/cuidado.yaml`: what is listened for, and what only sounds like it. */
export const phrasesSchema = z.strictObject({
  phrases: z.array(z.string().min(1)).min(1),
  not: z.array(z.string().min(1)).optional(),
  contact: z.array(contact).optional(),
});
