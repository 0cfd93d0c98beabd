import { advance } from './advance.ts';
import type { Draft } from './draft.ts';
import { type AskedSurvey, leaveSurvey, surveyThread } from './surveys.ts';

/** The team has entered her answers: she is not asked them again. */
export function surveyOver(d: Draft, { survey, wave }: AskedSurvey): string {
  const thread = surveyThread(d, survey);
  if (!thread || (thread.machine.context.vars?.['wave'] ?? wave) !== wave) return 'ignored';
  leaveSurvey(d, thread.id);
  if (thread.parent !== undefined) advance(d, thread.parent, { type: 'CHILD_DONE' });
  return 'survey-over';
}
