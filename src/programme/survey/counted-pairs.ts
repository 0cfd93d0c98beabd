const WAS = 'cast(a.value as real)';
const IS = 'cast(b.value as real)';
/** What is lost by counting in fractions must not decide whether a number rose by a tenth. */
const ROUNDING = 1e-9;

/**
 * `twice`: answers of the same unit to the same question at the baseline and in a later wave. `flags` adds up FLAGS: few columns to
 * sort by are what makes a million of them quick. `rises` says from what on a number has risen.
 */
export const TWICE = `twice as materialized (
    select x.survey, y.wave as later, x.value, a.step, a.currency, a.value as was, b.value as became,
      (a.wording is b.wording) + 2 * (a.mode is b.mode) + 4 * (a.type = 'choice') + 8 * (c.step is not null and ${IS} > ${WAS}
        and ${IS} - ${WAS} >= coalesce(abs(${WAS}) * c.share, c.amount) - ${ROUNDING}) as flags
    from mine x join mine y on y.unit = x.unit and y.survey = x.survey and y.nth = 1 and y.wave in ('endline', 'followup')
      cross join survey_answer a on a.response_id = x.id and a.missing is null and a.type in ('number', 'money', 'choice')
      cross join survey_answer b on b.response_id = y.id and b.step = a.step and b.missing is null and b.type = a.type
        and b.currency is a.currency
      left join rises c on c.survey = x.survey and c.step = a.step
    where x.nth = 1 and x.wave = 'baseline' and x.unit is not null)`;

/** `alike`: asked in the same words; `sameMode`: by the same mode. */
export const FLAGS = { alike: 1, sameMode: 2, choice: 4, risen: 8 } as const;

const CHANGE = 'cast(became as real) - cast(was as real)';
const KEY = { survey: 'survey', later: 'later', value: 'value', step: 'step', flags: 'flags', n: 'count(*)' } as const;

/** How much each number rose, with what it was and became in all; from which option to which. What differs most is sorted by first. */
export const PAIRS = [
  {
    columns: {
      ...KEY,
      currency: 'max(currency)',
      change: CHANGE,
      before: 'sum(cast(was as real))',
      after: 'sum(cast(became as real))',
    },
    rest: `from twice where flags & ${FLAGS.choice} = 0 group by ${CHANGE}, step, flags, survey, later, value`,
  },
  {
    columns: { ...KEY, answer: 'was', became: 'became' },
    rest: `from twice where flags & ${FLAGS.choice} group by was, became, step, flags, survey, later, value`,
  },
] as const;
