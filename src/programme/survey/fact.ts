import type { Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { PublishedFact } from '../manifest.ts';

export const SURVEYS = 'surveys';

/** Her goes at one wave of a survey. */
export interface Gone {
  readonly state: 'begun' | 'complete';
  /** When the newest of them began. */
  readonly at: Millis;
}

/** `surveys.<survey>.<wave>`: what she was asked so far, and whether she came to its end. */
export const surveysFact: PublishedFact = {
  source: {
    name: SURVEYS,
    query: {
      sqlite: `select survey, wave, max(happened_at) as at, max(completed_at is not null) as complete
        from survey_response where person_id = @person group by survey, wave`,
    },
  },
  type: 'map',
  value(rows) {
    const surveys: Record<string, Record<string, Json>> = {};
    for (const { survey, wave, at, complete } of rows) {
      const gone: Json = { state: complete === 1 ? 'complete' : 'begun', at: Number(at) };
      surveys[String(survey)] = { ...surveys[String(survey)], [String(wave)]: gone };
    }
    return surveys;
  },
};

/** The fact as it was published; empty where it was not loaded. */
export function surveysIn(
  facts: Readonly<Record<string, Json>>,
): Readonly<Record<string, Readonly<Record<string, Gone>>>> {
  return (facts[SURVEYS] ?? {}) as unknown as Record<string, Record<string, Gone>>;
}
