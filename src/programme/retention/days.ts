import { z } from 'zod';
import type { Query, SqlRow } from '../../store/port.ts';
import type { Days } from './rules.ts';

/** Setting that holds what the process was started with, for the nights and for the preview. */
export const DAYS_SETTING = 'retention.days';

/** Two years: a programme of a year, and a year to answer for it. A quarter of a year: longer than any provider's own log. */
export const DEFAULT_DAYS: Days = { messages: 730, traces: 90 };

export const daysSchema = z.strictObject({
  messages: z.number().int().min(0),
  traces: z.number().int().min(0),
});

export const daysQuery = (): Query => ({
  sql: { sqlite: 'select value from setting where name = @name' },
  params: { name: DAYS_SETTING },
});

export function daysIn(rows: readonly SqlRow[] | undefined): Days {
  const text = rows?.[0]?.['value'];
  return typeof text === 'string' ? daysSchema.parse(JSON.parse(text)) : DEFAULT_DAYS;
}
