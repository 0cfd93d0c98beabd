import type { Manifest } from '../manifest.ts';
import { assign, due, handIn, part } from './effects.ts';
import { count, homework as homeworkFact } from './facts.ts';
import { homeworkFile } from './file.ts';
import { homeworkParts } from './parts.ts';
import { homeworkReport, missingReport } from './report.ts';
import { homeworkVerb } from './verb.ts';

/** Homework: assigned in a lesson, handed in as messages of any kind, reviewed by a person. */
export const homework = {
  name: 'homework',
  steps: [homeworkVerb, homeworkParts],
  effects: { 'homework.assign': assign, 'homework.part': part, 'homework.hand-in': handIn, 'homework.due': due },
  facts: [homeworkFact, count],
  files: [homeworkFile],
  reports: [homeworkReport, missingReport],
  needs: ['homework'],
} satisfies Manifest;
