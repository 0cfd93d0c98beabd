import { z } from 'zod';
import { RecadoError } from './base/errors.ts';
import { TONGUES, type Tongue } from './locale/tongue.ts';

const secrets = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string()).min(1));
const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
/** Below a month nobody could look into what went wrong. */
const keptDays = z.coerce
  .number()
  .int()
  .max(36_500)
  .refine((days) => days === 0 || days >= 30);
const rate = z.coerce.number().positive().max(1_000);

/** Every setting, from the environment or `.env`. docs/operations.md lists them with their meaning; a test compares. */
const SCHEMA = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** How providers reach us: Twilio signs over it, media links stand under it. */
  PUBLIC_URL: url.optional(),
  /** Addresses or networks of our own TLS proxy; who calls is then read from what it says. Nobody else is believed. */
  TRUSTED_PROXIES: secrets.pipe(z.array(z.string().regex(/^[\da-f.:]+(\/\d{1,3})?$/i))).optional(),
  /** `sqlite:<path>`; `?thread=worker` gives the engine a thread of its own (docs/performance.md says when). */
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:.+/)
    .default('sqlite:./data/recado.db'),
  FLOWS_DIR: z.string().min(1).default('./flows'),
  LOCALES_DIR: z.string().min(1).default('./locales'),
  MEDIA_DIR: z.string().min(1).default('./data/media'),
  /** Each backup is a folder in it. */
  BACKUP_DIR: z.string().min(1).default('./data/backups'),
  /** By the clock of the first programme; without it only `recado backup` makes one. */
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  /** None should be older than 35 days (docs/privacy.md): what was erased must be gone there too. */
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(14),
  /** What the commands speak; without it the language of the packs. */
  RECADO_LANG: z.enum(TONGUES).optional(),
  /** Words of messages in and out; 0: for ever. A programme may keep those of people who ended for less. */
  KEEP_MESSAGES_DAYS: keptDays.default(730),
  /** What only machinery and operators look at: news worked, fired timers, what could not be read. */
  KEEP_TRACES_DAYS: keptDays.default(90),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Comma lists: during a rotation the old and the new are both good. */
  WHATSAPP_APP_SECRET: secrets.optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().min(1).optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().min(1).optional(),
  WHATSAPP_PHONE_NUMBER_ID: z.string().regex(/^\d+$/).optional(),
  WHATSAPP_BUSINESS_ACCOUNT_ID: z.string().regex(/^\d+$/).optional(),
  WHATSAPP_API_URL: url.default('https://graph.facebook.com'),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/)
    .default('v23.0'),
  WHATSAPP_MESSAGES_PER_SECOND: rate.default(80),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC\w+$/)
    .optional(),
  TWILIO_AUTH_TOKEN: secrets.optional(),
  TWILIO_API_URL: url.default('https://api.twilio.com'),
  TWILIO_SMS_FROM: z
    .string()
    .regex(/^\+?\d{3,15}$/)
    .optional(),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^\+\d{8,15}$/)
    .optional(),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG\w+$/)
    .optional(),
  TWILIO_SMS_MESSAGES_PER_SECOND: rate.default(1),
  TWILIO_WHATSAPP_MESSAGES_PER_SECOND: rate.default(10),
  /** No default: whether the texts pass through somebody else's server is for the programme to decide. */
  SMS_GATEWAY_URL: url.optional(),
  SMS_GATEWAY_USERNAME: z.string().min(1).optional(),
  SMS_GATEWAY_PASSWORD: z.string().min(1).optional(),
  SMS_GATEWAY_NUMBER: z
    .string()
    .regex(/^\+\d{8,15}$/)
    .optional(),
  SMS_GATEWAY_WEBHOOK_SECRET: secrets.optional(),
  /** A phone takes 2 to 4 s for an SMS of one part, and our messages have up to three (CHANNELS §5.6). */
  SMS_GATEWAY_MESSAGES_PER_SECOND: rate.default(0.2),
});

export type Config = Readonly<z.infer<typeof SCHEMA>>;
export const SETTINGS: readonly string[] = Object.keys(SCHEMA.shape);

type Words = Readonly<Record<Tongue, string>>;
const ADDRESS: Words = { es: 'una dirección como https://…', en: 'an address like https://…' };
const NUMBER: Words = { es: 'un número como +5218341234567', en: 'a number like +5218341234567' };
const DIGITS: Words = { es: 'solo cifras', en: 'digits only' };
const RATE: Words = { es: 'más de 0, y hasta 1000', en: 'more than 0, up to 1000' };
const DAYS: Words = { es: '30 días o más, o 0 para siempre', en: '30 days or more, or 0 for ever' };
const LIST: Words = { es: 'una palabra, o varias con coma', en: 'one word, or several with commas' };

/** What each setting takes: said of one that is not so, and never what it held. The rest takes any words. */
const TAKES: Readonly<Record<string, Words>> = {
  PORT: { es: 'un número de 0 a 65535', en: 'a number from 0 to 65535' },
  PUBLIC_URL: ADDRESS,
  TRUSTED_PROXIES: {
    es: 'direcciones como 127.0.0.1 o redes como 10.0.0.0/8, con coma',
    en: 'addresses like 127.0.0.1 or networks like 10.0.0.0/8, with commas',
  },
  DATABASE_URL: { es: 'empieza con sqlite:', en: 'begins with sqlite:' },
  BACKUP_AT: { es: 'una hora como 03:30', en: 'a time like 03:30' },
  BACKUP_KEEP: { es: 'un número de 1 a 1000', en: 'a number from 1 to 1000' },
  RECADO_LANG: { es: 'es o en', en: 'es or en' },
  KEEP_MESSAGES_DAYS: DAYS,
  KEEP_TRACES_DAYS: DAYS,
  LOG_LEVEL: {
    es: 'fatal, error, warn, info, debug, trace o silent',
    en: 'fatal, error, warn, info, debug, trace or silent',
  },
  WHATSAPP_APP_SECRET: LIST,
  WHATSAPP_PHONE_NUMBER_ID: DIGITS,
  WHATSAPP_BUSINESS_ACCOUNT_ID: DIGITS,
  WHATSAPP_API_URL: ADDRESS,
  WHATSAPP_API_VERSION: { es: 'como v23.0', en: 'like v23.0' },
  WHATSAPP_MESSAGES_PER_SECOND: RATE,
  TWILIO_ACCOUNT_SID: { es: 'empieza con AC', en: 'begins with AC' },
  TWILIO_AUTH_TOKEN: LIST,
  TWILIO_API_URL: ADDRESS,
  TWILIO_SMS_FROM: NUMBER,
  TWILIO_WHATSAPP_FROM: NUMBER,
  TWILIO_MESSAGING_SERVICE_SID: { es: 'empieza con MG', en: 'begins with MG' },
  TWILIO_SMS_MESSAGES_PER_SECOND: RATE,
  TWILIO_WHATSAPP_MESSAGES_PER_SECOND: RATE,
  SMS_GATEWAY_URL: ADDRESS,
  SMS_GATEWAY_NUMBER: NUMBER,
  SMS_GATEWAY_WEBHOOK_SECRET: LIST,
  SMS_GATEWAY_MESSAGES_PER_SECOND: RATE,
};

const SMS_GATEWAY = [
  'SMS_GATEWAY_URL',
  'SMS_GATEWAY_USERNAME',
  'SMS_GATEWAY_PASSWORD',
  'SMS_GATEWAY_NUMBER',
  'SMS_GATEWAY_WEBHOOK_SECRET',
];

/** Whole groups or nothing: half a channel would take messages and never answer them. */
const GROUPS: Readonly<Record<string, { readonly any: readonly string[]; readonly need: readonly string[] }>> = {
  WhatsApp: {
    any: ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
    need: ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
  },
  Twilio: {
    any: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_SMS_FROM', 'TWILIO_WHATSAPP_FROM'],
    need: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL'],
  },
  SMS_GATEWAY: { any: SMS_GATEWAY, need: SMS_GATEWAY },
};
const MISSING = {
  group: (name: string): Words => ({
    es: `falta, y lo necesita ${name === 'SMS_GATEWAY' ? 'la pasarela de SMS' : name}`,
    en: `is missing, and ${name === 'SMS_GATEWAY' ? 'the SMS gateway' : name} needs it`,
  }),
  sender: { es: 'Twilio necesita un número del que salga', en: 'Twilio needs a number to send from' },
};

/** Reads the settings. Throws CONFIG_INVALID with every problem at once, in that language; secrets are never in its words. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, tongue: Tongue = 'en'): Config {
  const given = Object.fromEntries(SETTINGS.map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = SCHEMA.safeParse(given);
  const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
  const problems = [...wrong].map((name) => `${name}: ${TAKES[name]?.[tongue] ?? '?'}`);
  for (const [name, group] of Object.entries(GROUPS)) {
    if (!group.any.some((key) => given[key])) continue;
    for (const key of group.need) if (!given[key]) problems.push(`${key}: ${MISSING.group(name)[tongue]}`);
  }
  if (given.TWILIO_ACCOUNT_SID && !given.TWILIO_SMS_FROM && !given.TWILIO_WHATSAPP_FROM) {
    problems.push(`TWILIO_SMS_FROM, TWILIO_WHATSAPP_FROM: ${MISSING.sender[tongue]}`);
  }
  if (!parsed.success || problems.length > 0)
    throw new RecadoError('CONFIG_INVALID', { problems: problems.join('; ') });
  return Object.freeze(parsed.data);
}
