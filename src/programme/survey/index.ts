import type { Manifest } from '../manifest.ts';
import { surveyAnswer, surveyAsk, surveyEnd } from './effect.ts';
import { surveyEnter } from './enter.ts';
import { surveysFact } from './fact.ts';
import { surveyFile } from './file.ts';
import { surveyNote } from './note.ts';
import { surveysReport } from './report.ts';
import { surveysEnter, surveysList, surveysSend } from './routes.ts';
import { surveySaid, surveyVerbOfStaff } from './said.ts';
import { surveySend, surveySlice } from './send.ts';
import { surveyVerb } from './verb.ts';

export { MODES as SURVEY_MODES, surveyEnter } from './enter.ts';
export type { EnteredAnswer } from './entered.ts';
export { surveyNamed } from './known.ts';
export { surveySend } from './send.ts';

/** Waves of questions, asked the same way each time, a few at a sitting. */
export const survey = {
  name: 'survey',
  steps: [surveyVerb, surveyNote],
  effects: { 'survey.ask': surveyAsk, 'survey.answer': surveyAnswer, 'survey.end': surveyEnd },
  facts: [surveysFact],
  needs: ['surveys'],
  operations: [surveySend, surveySlice, surveyEnter, surveySaid],
  staffVerbs: [surveyVerbOfStaff],
  routes: [surveysList, surveysSend, surveysEnter],
  reports: [surveysReport],
  files: [surveyFile],
} satisfies Manifest;
