import { z } from 'zod';
import type { Programme } from '../../flow/programme.ts';
import type { SqlRow } from '../../store/port.ts';
import { VERDICTS } from '../verdict.ts';
import type { Submission } from './submission.ts';

const moment = z.number().int().nullable();

export const brief = z.strictObject({
  id: z.string(),
  person: z.string(),
  name: z.string(),
  cohort: z.string().nullable(),
  homework: z.string(),
  title: z.string(),
  state: z.string(),
  submission: z.number().int().describe('the how-manieth time she hands it in'),
  parts: z.number().int(),
  late: z.boolean().describe('a part of it came after its day'),
  assigned_at: z.number().int(),
  received_at: moment,
  handed_in_at: moment.describe('she said that this is all, or was quiet for a day'),
  due_at: moment.describe('set when that day has come'),
  reviewed_at: moment,
  open_by: z.string().nullable().describe('who of the team has it before her now'),
});

export const whole = brief.extend({
  contents: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      text: z.string().nullable(),
      sent_at: z.number().int(),
      entered_at: z.number().int(),
      late: z.boolean(),
      after_opening: z.boolean().describe('it came when a reviewer had opened the homework already'),
      kept: z.boolean().describe('its file is with us'),
    }),
  ),
  reviews: z.array(
    z.strictObject({
      id: z.string(),
      submission: z.number().int(),
      by: z.string(),
      opened_at: z.number().int(),
      decided_at: moment,
      verdict: z.enum(VERDICTS).nullable(),
      words: z.string().nullable(),
      voice: z.boolean(),
      undone: z.boolean(),
    }),
  ),
});

export function briefOf(row: SqlRow, { homeworks }: Programme): z.output<typeof brief> {
  const at = (column: string): number | null => row[column] as number | null;
  return {
    id: String(row['id']),
    person: String(row['person_id']),
    name: String(row['who'] ?? ''),
    cohort: row['cohort'] as string | null,
    homework: String(row['name']),
    title: homeworks.find(({ name }) => name === row['name'])?.title ?? String(row['name']),
    state: String(row['state']),
    submission: Number(row['submission']),
    parts: Number(row['parts']),
    late: row['late'] === 1,
    assigned_at: Number(row['assigned_at']),
    received_at: at('received_at'),
    handed_in_at: at('handed_in_at'),
    due_at: at('due_at'),
    reviewed_at: at('reviewed_at'),
    open_by: row['open_by'] as string | null,
  };
}

export function wholeOf(
  of: z.output<typeof brief>,
  { parts, reviews, submission }: Submission,
): z.output<typeof whole> {
  const mine = reviews.filter((one) => one['submission'] === submission && one['undone_at'] === null);
  const opened = Math.min(...mine.map((one) => Number(one['opened_at'])));
  return {
    ...of,
    contents: parts.map(({ id, kind, text, happenedAt, enteredAt, late, file }) => ({
      id,
      kind,
      text,
      sent_at: happenedAt,
      entered_at: enteredAt,
      late,
      after_opening: enteredAt > opened,
      kept: file !== null,
    })),
    reviews: reviews.map((one) => ({
      id: String(one['id']),
      submission: Number(one['submission']),
      by: String(one['by_id']),
      opened_at: Number(one['opened_at']),
      decided_at: one['decided_at'] as number | null,
      verdict: one['verdict'] as (typeof VERDICTS)[number] | null,
      words: one['words'] as string | null,
      voice: one['media_id'] !== null,
      undone: one['undone_at'] !== null,
    })),
  };
}
