import { says } from '../../locale/sentence.ts';
import { didYouMean } from '../suggest.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { knownNames } from './references.ts';

/** When `programme.yaml` and steps ask which survey: it must be there, be asked in that wave, and its consent be asked for. */
export function checkSurveys(pack: CheckedPack, input: CheckInput): void {
  const { programme, source, flows } = pack;
  const { issues } = input;
  const known = knownNames('survey', pack, input);
  const wavesOf = (name: string) => programme.surveys.find((one) => one.name === name)?.waves;
  const saysWaves = (name: string, waves: readonly string[]) =>
    says('VALUE_INVALID.waves', { name, waves: waves.join(', ') });
  programme.surveyPlan.forEach(({ survey, wave, needs }, i) => {
    const at = (key: string) => source.place(['surveys', i, key]);
    const waves = wavesOf(survey);
    if (!known.includes(survey))
      issues.add('REF_UNKNOWN', at('survey'), says('REF_UNKNOWN.survey', { name: survey }), didYouMean(survey, known));
    else if (waves && !waves.includes(wave)) issues.add('VALUE_INVALID', at('wave'), saysWaves(survey, waves));
    const purposes = programme.purposes.map(({ id }) => id);
    if (needs !== undefined && !purposes.includes(needs))
      issues.add(
        'REF_UNKNOWN',
        at('needs'),
        says('REF_UNKNOWN.purpose', { name: needs }),
        didYouMean(needs, purposes) ?? says('REF_UNKNOWN.purpose.fix'),
      );
  });
  for (const { all, source: file } of flows)
    for (const { step, path } of all) {
      const { survey, wave } = step;
      const waves = typeof survey === 'string' && typeof wave === 'string' ? wavesOf(survey) : undefined;
      // What a survey file is made of names its own waves.
      if (!waves || step['survey-note'] !== undefined || waves.some((one) => one === wave)) continue;
      issues.add('VALUE_INVALID', file.place([...path, 'wave']), saysWaves(String(survey), waves));
    }
}
