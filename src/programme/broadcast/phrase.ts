import { z } from 'zod';
import { addDays, isoWeekday, localDate } from '../../domain/time.ts';
import { normalise } from '../../text/normalise.ts';
import type { Local } from './moments.ts';

/** `grupo-a sin tarea botes mañana a las 18:00: Traigan su libreta.` taken apart; names are as she wrote them. */
export interface Phrase {
  /** Everybody in her care. */
  readonly all: boolean;
  readonly names: readonly string[];
  /** Has not sent this homework, has not opened this lesson. */
  readonly without?: { readonly what: 'homework' | 'lesson'; readonly name: string };
  readonly on?: Local;
  readonly text: string;
}

/** Words of this verb beside its name: few, of staff, and in every language that staff write. */
const ALL = /^(a )?(todas|todos|todas y todos|everyone|everybody|all)$/;
const WITHOUT = /\s*\b(?:sin|without)\s+(?:la\s+|su\s+|the\s+)?(tarea|homework|leccion|lesson)\s+([a-z0-9-]+)/;
const DAYS: Readonly<Record<string, number>> = { hoy: 0, today: 0, manana: 1, tomorrow: 1, 'pasado manana': 2 };
/** Monday first, as ISO counts. */
const WEEK = [
  'lunes monday',
  'martes tuesday',
  'miercoles wednesday',
  'jueves thursday',
  'viernes friday',
  'sabado saturday',
  'domingo sunday',
];
const DAY = `${Object.keys(DAYS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')}|(?:el |on )?(?:\\d{4}-\\d\\d-\\d\\d|${WEEK.join(' ').replaceAll(' ', '|')})`;
const WHEN = new RegExp(
  `\\s+(?:(?<day>${DAY})(?:\\s+a las?|\\s+at)?|a las?|at)\\s+(?<hour>\\d{1,2})(?:[:.](?<minute>\\d\\d))?` +
    `\\s*(?<part>am|pm|de la manana|de la tarde|de la noche)?$`,
);
/** A colon within 18:00 does not end the head. */
const HEAD = /^([\s\S]*?)(?<!\d(?=:\d\d)):\s*([\s\S]*)$/;

/** Null where there is no colon, nobody before it, or an hour that no clock has: nothing is sent by a guess. */
export function phraseOf(rest: string, now: number, zone: string): Phrase | null {
  const [, written, words] = HEAD.exec(rest) ?? [];
  if (written === undefined || words === undefined) return null;
  let head = folded(written);
  const when = WHEN.exec(head);
  if (when) head = head.slice(0, when.index);
  const lacks = WITHOUT.exec(head);
  if (lacks) head = head.replace(WITHOUT, ' ');
  const target = head.replace(/\s+/g, ' ').trim();
  if (target === '') return null;
  const on = when ? localOf(when, now, zone) : undefined;
  if (on === null) return null;
  return {
    all: ALL.test(normalise(target)),
    names: target
      .split(/\s*,\s*|\s+(?:y|e|and)\s+/)
      .map((name) => name.trim())
      .filter(Boolean),
    ...(lacks
      ? { without: { what: /^(tarea|homework)$/.test(lacks[1]!) ? 'homework' : 'lesson', name: lacks[2]! } }
      : {}),
    ...(on ? { on } : {}),
    text: words.trim(),
  };
}

/** Small letters without accents; signs stay, since names have hyphens and hours a colon. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Null where no clock has that hour, or no calendar that day. */
function localOf({ groups = {} }: RegExpExecArray, now: number, zone: string): Local | null {
  const { day, hour: hours, minute = '00', part } = groups;
  const given = Number(hours);
  const hour = part && /pm|tarde|noche/.test(part) && given < 12 ? given + 12 : given;
  if (hour > 23 || Number(minute) > 59) return null;
  const date = dateOf(day, localDate(now, zone));
  if (!z.iso.date().safeParse(date).success) return null;
  return { date, at: `${String(hour).padStart(2, '0')}:${minute}` };
}

/** A weekday is the next one, never today. */
function dateOf(day: string | undefined, today: string): string {
  if (day === undefined) return today;
  const named = day.replace(/^(el|on) /, '');
  if (/^\d/.test(named)) return named;
  const weekday = WEEK.findIndex((names) => names.split(' ').includes(named)) + 1;
  if (weekday === 0) return addDays(today, DAYS[named] ?? 0);
  return addDays(today, ((weekday - isoWeekday(today) + 6) % 7) + 1);
}
