import { z } from 'zod';
import type { Rank } from '../domain/question.ts';
import { type Said, says } from '../locale/sentence.ts';
import type { SurveyFile } from './programme.ts';
import { plainWords } from './step-id.ts';
import { steps, text } from './steps/fields.ts';
import type { RawStep } from './steps/step.ts';

/** A kind of pack file that becomes a flow. Capabilities bring theirs (homework, survey); lesson and service are ours. */
export interface FlowFileKind {
  /** The key that names the file: `lesson: dos-botes`. */
  readonly kind: string;
  readonly folder: string;
  readonly rank: Rank;
  readonly schema: z.ZodType;
  steps(file: Readonly<Record<string, unknown>>): readonly RawStep[];
  /** Of a survey: what it asks, for whoever enters or counts answers. */
  survey?(file: Readonly<Record<string, unknown>>): SurveyFile;
}

/** `a lesson`: what a file is, within a sentence. */
export function kindSaid(kind: string): Said {
  return KINDS_SAID[kind] ?? says('kind.other', { kind });
}

const KINDS_SAID: Readonly<Record<string, Said>> = {
  lesson: says('kind.lesson'),
  service: says('kind.service'),
  homework: says('kind.homework'),
  survey: says('kind.survey'),
};

/** Names of files: they travel in ids, CEL paths and translation keys. */
export const fileName = z.string().superRefine((name, context) => {
  if (/^[a-z][a-z0-9-]*$/.test(name)) return;
  const meant = plainWords(name)
    .join('-')
    .replace(/^[^a-z]+/, '');
  context.addIssue({
    code: 'custom',
    params: {
      code: 'NAME_INVALID',
      message: says('NAME_INVALID', { name }),
      fix: meant === '' ? says('NAME_INVALID.fix') : says('NAME_INVALID.fix.so', { name: meant }),
    },
  });
});

function ofSteps(kind: 'lesson' | 'service', folder: string, rank: Rank): FlowFileKind {
  return {
    kind,
    folder,
    rank,
    schema: z.strictObject({ [kind]: fileName, title: text.optional(), steps }),
    steps: (file) => file['steps'] as readonly RawStep[],
  };
}

export const CORE_KINDS: readonly FlowFileKind[] = [
  ofSteps('lesson', 'lessons', 'lesson'),
  ofSteps('service', 'services', 'service'),
];
