import type { Manifest } from '../manifest.ts';
import { surveyAnswer } from './effect.ts';
import { surveyFile } from './file.ts';
import { surveyKeep } from './keep.ts';
import { surveyVerb } from './verb.ts';

/** Waves of questions, asked the same way each time, a few at a sitting. */
export const survey = {
  name: 'survey',
  steps: [surveyVerb, surveyKeep],
  effects: { 'survey.answer': surveyAnswer },
  files: [surveyFile],
} satisfies Manifest;
