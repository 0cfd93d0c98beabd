import type { Query, Scalar, SqlRow } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { breakdownSql } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { ReportAsked, ReportContext } from '../report.ts';
import { PAIRS, TWICE } from './counted-pairs.ts';

/** What the tables are made of: rows of each `what` of the query below. */
export interface Counted {
  /** How many goes there were at each wave, and by what mode. */
  readonly goes: readonly SqlRow[];
  /** What was answered to each question, and how often. Words are not told one by one. */
  readonly answers: readonly SqlRow[];
  /** Units by the waves that they came to the end of. */
  readonly units: readonly SqlRow[];
  /** How many units there are, whether they were asked or not. */
  readonly totals: readonly SqlRow[];
  /** Two answers of the same unit to the same question in two waves. */
  readonly pairs: readonly SqlRow[];
  /** People who answered what is counted over enterprises, and have none on record: they are in no figure. */
  readonly strays: number;
}

/** Her enterprise when she answered: the first of them where they are several. */
const ENTERPRISE = `(select m.enterprise_id from enterprise_member m join enterprise b on b.id = m.enterprise_id
  where m.person_id = who.person_id and b.programme = @programme and (m.until is null or m.until > r.happened_at)
  order by m.until is not null, m.since, m.enterprise_id limit 1)`;

const AMONG = 'partition by g.survey, g.unit, g.person_id';
/** In how many waves the same person came to the end: of an enterprise she is asked whose answers can be compared. */
const WAVES_DONE = ['baseline', 'endline', 'satisfaction', 'followup']
  .map((wave) => `max(g.wave = '${wave}' and g.completed_at is not null) over (${AMONG})`)
  .join(' + ');

const FIRST = 'completed_at is null, happened_at, entered_at, id';

/**
 * `who`: everybody whom the report is about. `mine`: their goes at the surveys, where `nth = 1` is the one that counts of a unit in
 * a wave: the first complete one, else the first begun. A unit is a person, or an enterprise where the survey says so.
 */
function base(by: ReportAsked['by'], enterprises: boolean, who: string): string {
  const unit = enterprises ? `case f.over when 'enterprises' then ${ENTERPRISE} else r.person_id end` : 'r.person_id';
  const nth = (done: string) => `row_number() over (partition by survey, unit, wave order by ${done}${FIRST}) as nth`;
  return `files as materialized (select value ->> 'name' as name, value ->> 'over' as over from json_each(@surveys)),
    rises as materialized (select value ->> 'survey' as survey, value ->> 'of' as step, value ->> 'share' as share,
        value ->> 'amount' as amount from json_each(@rises)),
    who as materialized (${who}),
    gone as (select r.id, r.survey, r.wave, r.person_id, r.mode, r.completed_at, r.happened_at, r.entered_at,
        ${unit} as unit, ${breakdownSql(by)} as value
      from who cross join survey_response r on r.person_id = who.person_id and r.programme = @programme
      join files f on f.name = r.survey
      where r.happened_at >= @since and r.happened_at < @until),
    ${enterprises ? `ranked as (select g.*, ${WAVES_DONE} as done from gone g),` : ''}
    mine as materialized (select id, survey, wave, unit, person_id, mode, completed_at, happened_at, value,
        ${enterprises ? nth('done desc, ') : nth('')} from ${enterprises ? 'ranked' : 'gone'}),
    ${TWICE}`;
}

/** Columns of every arm; those that an arm does not name are null in it. */
const COLUMNS = [
  ...['survey', 'wave', 'value', 'step', 'missing', 'currency', 'answer', 'became', 'mode', 'over', 'n', 'counts'],
  ...['complete', 'first', 'last', 'baseline', 'endline', 'followup', 'later', 'flags', 'change', 'before', 'after'],
] as const;

function arm(what: keyof Counted, columns: Readonly<Record<string, string>>, rest: string): string {
  return `select '${what}' as what, ${COLUMNS.map((id) => `${columns[id] ?? 'null'} as "${id}"`).join(', ')} ${rest}`;
}

const GOES = arm(
  'goes',
  {
    survey: 'survey',
    wave: 'wave',
    value: 'value',
    mode: 'mode',
    counts: 'nth = 1',
    complete: 'completed_at is not null',
    n: 'count(*)',
    first: 'min(happened_at)',
    last: 'max(happened_at)',
  },
  'from mine where unit is not null group by survey, wave, value, mode, nth = 1, completed_at is not null',
);

const UNITS = arm(
  'units',
  { survey: 'survey', value: 'value', baseline: 'baseline', endline: 'endline', followup: 'followup', n: 'count(*)' },
  `from (select survey, min(value) as value, unit, ${['baseline', 'endline', 'followup']
    .map((wave) => `max(wave = '${wave}' and completed_at is not null) as ${wave}`)
    .join(', ')} from mine where nth = 1 and unit is not null group by survey, unit)
  group by survey, value, baseline, endline, followup`,
);

/** Read along the index in its own order, so that nothing is sorted; words as one row. */
const COUNTED = `a.programme = @programme and a.survey in (select name from files)
  and +a.response_id in (select id from mine where nth = 1 and unit is not null)`;
const KEY = {
  survey: 'a.survey',
  wave: 'a.wave',
  step: 'a.step',
  missing: 'a.missing',
  currency: 'a.currency',
  n: 'count(*)',
} as const;
const TOLD = "('number', 'money', 'choice')";
const ANSWERS = [
  arm(
    'answers',
    { ...KEY, value: "''", answer: 'a.value' },
    `from survey_answer a indexed by survey_answer_counted
    where ${COUNTED} and (a.type is null or a.type in ${TOLD})
    group by a.survey, a.wave, a.step, a.type, a.missing, a.currency, a.value`,
  ),
  arm(
    'answers',
    { ...KEY, value: "''" },
    `from survey_answer a indexed by survey_answer_counted
    where ${COUNTED} and a.type not in ${TOLD} group by a.survey, a.wave, a.step, a.type, a.missing, a.currency`,
  ),
];
/** The same for each value of a breakdown, which is known of the go alone. */
const ANSWERS_BY = arm(
  'answers',
  {
    ...KEY,
    survey: 'm.survey',
    wave: 'm.wave',
    value: 'm.value',
    answer: `case when a.type in ${TOLD} then a.value end`,
  },
  `from mine m cross join survey_answer a on a.response_id = m.id where m.nth = 1 and m.unit is not null
  group by m.value, case when a.type in ${TOLD} then a.value end, a.step, m.wave, a.missing, a.currency, m.survey`,
);

function totals(by: ReportAsked['by']): readonly string[] {
  const value = breakdownSql(by);
  return [
    arm('totals', { over: "'people'", value, n: 'count(*)' }, `from who group by ${value}`),
    arm(
      'totals',
      { over: "'enterprises'", value: 'value', n: 'count(*)' },
      `from (select m.enterprise_id, min(${value}) as value from who cross join enterprise_member m on m.person_id = who.person_id
        join enterprise b on b.id = m.enterprise_id where b.programme = @programme group by m.enterprise_id) group by value`,
    ),
  ];
}

/** All of it in one query, so that the people and their goes are gathered once. */
export async function countSurveys(asked: ReportAsked, { read, sight, now }: ReportContext): Promise<Counted> {
  const who = audienceQuery(everEnrolled(asked.audience), sight, now, { erased: true });
  const { surveys, programme } = asked.programme;
  const enterprises = surveys.some(({ over }) => over === 'enterprises');
  const rises = surveys.flatMap(({ name, change }) =>
    change.map(({ of, atLeast }) => ({ survey: name, of, ...atLeast })),
  );
  const arms = [
    GOES,
    UNITS,
    ...(asked.by === undefined ? ANSWERS : [ANSWERS_BY]),
    ...totals(asked.by),
    ...PAIRS.map(({ columns, rest }) => arm('pairs', columns, rest)),
    arm('strays', { n: 'count(distinct person_id)' }, 'from mine where unit is null'),
  ];
  const params: Record<string, Scalar> = {
    ...who.params,
    programme,
    since: asked.since,
    until: asked.until,
    surveys: JSON.stringify(surveys.map(({ name, over }) => ({ name, over }))),
    rises: JSON.stringify(rises),
  };
  const query: Query = {
    sql: { sqlite: `with ${base(asked.by, enterprises, who.sql.sqlite)} ${arms.join('\nunion all ')}` },
    params,
  };
  const rows = await read(query);
  const of = (what: keyof Counted) => rows.filter((row) => row['what'] === what);
  return {
    goes: of('goes'),
    answers: of('answers'),
    units: of('units'),
    totals: of('totals'),
    pairs: of('pairs'),
    strays: Number(of('strays')[0]?.['n'] ?? 0),
  };
}
