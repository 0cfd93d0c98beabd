import { z } from 'zod';
import { fileName } from '../../flow/kind.ts';
import { text } from '../../flow/steps/fields.ts';
import type { FileKind } from '../manifest.ts';
import { homeworkKeys } from './parts.ts';

const OF_THE_FILE = ['homework', 'title', 'review'];

/** `homework/botes.yaml`. One step, called `parts`: its key in states and translations. */
export const homeworkFile: FileKind = {
  kind: 'homework',
  folder: 'homework',
  rank: 'homework',
  schema: z.strictObject({
    homework: fileName,
    title: text,
    sms: z.string().min(1).optional(),
    ...homeworkKeys,
    // As written: the step that is made of them reads and checks them, at the same place in the file.
    due: z.string().optional(),
    remind: z.union([z.string(), z.array(z.string())]).optional(),
    /** Homework is always looked at by a person; the key says so in the file. */
    review: z.literal('coordinator').optional(),
  }),
  steps: (file) => {
    const keys = Object.entries(file).filter(([key]) => !OF_THE_FILE.includes(key));
    const step = { 'homework-parts': file['homework'], id: 'parts', ...Object.fromEntries(keys) };
    return [{ verb: 'homework-parts', keys: step, path: [] }];
  },
};
