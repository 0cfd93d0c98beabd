const WAS = 'cast(a.value as real)';
const IS = 'cast(b.value as real)';
const CHOICE = "a.type = 'choice'";
const ALIKE = 'a.wording is b.wording';
const CHANGE = `case when ${CHOICE} then null else ${IS} - ${WAS} end`;
/** What a third of centavo is lost to by counting in fractions must not decide whether a number rose by a tenth. */
const ROUNDING = 1e-9;
const RISEN = `c.step is not null and ${IS} > ${WAS}
  and ${IS} - ${WAS} >= coalesce(abs(${WAS}) * c.share, c.amount) - ${ROUNDING}`;
const TEXT = (of: 'a' | 'b') => `case when ${CHOICE} then ${of}.value end`;

/**
 * Answers of the same unit to the same question at the baseline and in a later wave: how much a number rose, and from which option
 * to which. @rises says from what on a number has risen. `alike`: asked in the same words.
 */
export const PAIRS = {
  columns: {
    survey: 'x.survey',
    step: 'a.step',
    later: 'y.wave',
    value: 'x.value',
    alike: ALIKE,
    same_mode: 'a.mode = b.mode',
    choice: CHOICE,
    answer: TEXT('a'),
    became: TEXT('b'),
    change: CHANGE,
    risen: RISEN,
    currency: 'a.currency',
    n: 'count(*)',
    before: `sum(case when ${CHOICE} then null else ${WAS} end)`,
    after: `sum(case when ${CHOICE} then null else ${IS} end)`,
  },
  // What differs most stands first among the columns that are sorted by.
  rest: `from mine x join mine y on y.unit = x.unit and y.survey = x.survey and y.nth = 1 and y.wave in ('endline', 'followup')
    cross join survey_answer a on a.response_id = x.id and a.missing is null and a.type in ('number', 'money', 'choice')
    cross join survey_answer b on b.response_id = y.id and b.step = a.step and b.missing is null and b.type = a.type
      and b.currency is a.currency
    left join rises c on c.survey = x.survey and c.step = a.step
  where x.nth = 1 and x.wave = 'baseline' and x.unit is not null
  group by ${CHANGE}, a.step, ${RISEN}, ${TEXT('a')}, ${TEXT('b')}, x.value, x.survey, y.wave, ${ALIKE}, a.mode = b.mode, a.type, a.currency`,
} as const;
