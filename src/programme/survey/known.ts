import { RecadoError } from '../../base/errors.ts';
import { type SurveyFile, WAVES, type Wave } from '../../flow/programme.ts';

/** The survey of that name in that wave. Throws SURVEY_UNKNOWN, SURVEY_WAVE. */
export function surveyNamed(
  surveys: readonly SurveyFile[] | undefined,
  name: string,
  wave: string,
): { readonly survey: SurveyFile; readonly wave: Wave } {
  const survey = surveys?.find((one) => one.name === name);
  if (!survey)
    throw new RecadoError('SURVEY_UNKNOWN', { name, known: (surveys ?? []).map((one) => one.name).join(', ') || '-' });
  const known = WAVES.find((one) => one === wave && survey.waves.includes(one));
  if (!known) throw new RecadoError('SURVEY_WAVE', { name, wave, known: survey.waves.join(', ') });
  return { survey, wave: known };
}
