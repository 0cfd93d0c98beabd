import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { localDate } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';

/** What stands on the paper, in words, as it was when it was first drawn: a pack that is edited later changes no certificate. */
export const printedSchema = z.strictObject({
  language: z.string(),
  /** Above the name: "Constancia". */
  title: z.string(),
  /** Of the programme. */
  programme: z.string(),
  /** The day it was issued, in the programme's calendar. */
  day: z.iso.date(),
  /** Whole hours of training and support; 0 where none are on record: nothing is printed then. */
  hours: z.number().int().min(0),
  signers: z.array(z.strictObject({ name: z.string(), role: z.string().optional() })),
  /** `<programme>/media/<file>`. */
  logos: z.array(z.string()),
});
export type Printed = z.output<typeof printedSchema>;

type Words = (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;

export function printedOf(programme: Programme, issuedAt: Millis, minutes: number, words: Words): Printed {
  const { certificate, languages } = programme;
  const language = languages[0]!;
  return {
    language,
    title: certificate?.title ?? words('certificate.title', {}, language),
    programme: programme.title,
    day: localDate(issuedAt, programme.timezone),
    hours: Math.floor(minutes / 60),
    signers: (certificate?.signers ?? []).map(({ name, role }) => ({ name, ...(role === undefined ? {} : { role }) })),
    logos: (certificate?.logos ?? []).map((file) => `${programme.programme}/media/${file}`),
  };
}

/** LLERA-2026-0012. */
export const numberShown = (programme: string, year: number, number: number): string =>
  `${programme.toUpperCase()}-${year}-${String(number).padStart(4, '0')}`;
