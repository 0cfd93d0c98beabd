import { z } from 'zod';

/** What is written down of a visit beside its topic; the last three are the form of a visit to an applicant. */
export const NOTE_PARTS = ['notes', 'strengths', 'weaknesses', 'next', 'profile', 'feasibility', 'household'] as const;
export type NotePart = (typeof NOTE_PARTS)[number];

/** Class `restricted`: shown to whoever may read such fields, and to whoever wrote it. */
export type Notes = Readonly<Partial<Record<NotePart, string>>>;

export const notesSchema = z.partialRecord(z.enum(NOTE_PARTS), z.string().trim().min(1).max(2_000));

/** One under the other: what was noted first stays first. */
export function joined(was: Notes, more: Notes): Notes {
  const parts = NOTE_PARTS.flatMap((part) => {
    const text = [was[part], more[part]].filter(Boolean).join('\n');
    return text === '' ? [] : [[part, text] as const];
  });
  return Object.fromEntries(parts);
}

export const notesOf = (json: unknown): Notes => JSON.parse(String(json)) as Notes;
