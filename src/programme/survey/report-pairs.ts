import type { Rise, SurveyFile } from '../../flow/programme.ts';
import type { SqlRow } from '../../store/port.ts';
import type { Cell, ReportAsked, ReportTable } from '../report.ts';
import type { Counted } from './counted.ts';
import { FLAGS } from './counted-pairs.ts';
import { medianOf } from './figures.ts';
import { rounded } from './report-answers.ts';
import { alongCell, alongColumn, count, grouped, money, number, QUESTION, SURVEY, sum } from './report-rows.ts';

const LATER = {
  id: 'later',
  type: 'key',
  means: 'the wave that is set beside the baseline',
  says: 'report.wave',
} as const;
const LATER_WAVES = ['endline', 'followup'] as const;

/** What changed between the baseline and a later wave, over those who answered both, and who is missing. */
export function pairTables(asked: ReportAsked, counted: Counted): readonly ReportTable[] {
  return [followed(asked, counted), changed(asked, counted), risen(asked, counted), moved(asked, counted)];
}

/** Of all there are: who answered both, the first alone, the second alone, neither. */
function followed({ by, programme }: ReportAsked, { units, totals }: Counted): ReportTable {
  const both = programme.surveys.flatMap((survey) =>
    LATER_WAVES.filter((wave) => survey.waves.includes('baseline') && survey.waves.includes(wave)).map((wave) => ({
      survey,
      wave,
    })),
  );
  return {
    id: 'survey_followed',
    apart: true,
    columns: [
      SURVEY,
      LATER,
      ...alongColumn(by),
      { id: 'over', type: 'key', means: 'what is counted', says: 'report.over' },
      {
        id: 'both',
        type: 'share',
        means: 'of all there are: those with a complete baseline and a complete later wave',
      },
      count('first_only', 'those with a complete baseline alone: lost on the way'),
      count('later_only', 'those with a complete later wave alone'),
      count('neither', 'those with neither'),
    ],
    rows: both.flatMap(({ survey, wave }) =>
      totals
        .filter((row) => row['over'] === survey.over)
        .map((total): Cell[] => {
          const hers = units.filter((row) => row['survey'] === survey.name && row['value'] === total['value']);
          const n = (baseline: number, later: number) =>
            sum(hers.filter((row) => row['baseline'] === baseline && row[wave] === later));
          const of = Number(total['n']);
          const [two, first, later] = [n(1, 1), n(1, 0), n(0, 1)];
          return [
            survey.name,
            wave,
            ...alongCell(by, total),
            survey.over,
            { n: two, of },
            first,
            later,
            of - two - first - later,
          ];
        }),
    ),
  };
}

const is = (row: SqlRow, flag: keyof typeof FLAGS): boolean => (Number(row['flags']) & FLAGS[flag]) !== 0;

const PAIR = ['survey', 'step', 'later', 'value'];

/** Numbers before and after, of the same people, asked in the same words. */
function changed({ by }: ReportAsked, { pairs }: Counted): ReportTable {
  return {
    id: 'survey_changed',
    apart: true,
    columns: [
      SURVEY,
      QUESTION,
      LATER,
      ...alongColumn(by),
      count('pairs', 'those who answered it with a number both times, asked in the same words'),
      count('other_mode', 'of the pairs: asked by another mode the second time, which is not comparable as it stands'),
      count('other_words', 'answered both times, but asked in other words: in no figure'),
      number('before', 'mean at the baseline, over the pairs'),
      number('after', 'mean at the later wave, over the pairs'),
      number('median_change', 'median of what changed, over the pairs'),
      money('before_money', 'mean at the baseline, over the pairs'),
      money('after_money', 'mean at the later wave, over the pairs'),
      money('median_change_money', 'median of what changed, over the pairs'),
    ],
    rows: grouped(
      pairs.filter((row) => !is(row, 'choice')),
      PAIR,
    ).map((rows) => {
      const alike = rows.filter((row) => is(row, 'alike'));
      return [
        ...told(by, rows[0]!),
        sum(alike),
        sum(alike.filter((row) => !is(row, 'sameMode'))),
        sum(rows) - sum(alike),
        ...change(alike.filter((row) => row['currency'] === null)),
        ...change(alike.filter((row) => row['currency'] !== null)),
      ];
    }),
  };
}

function change(rows: readonly SqlRow[]): readonly (number | null)[] {
  const n = sum(rows);
  if (n === 0) return [null, null, null];
  const spread = rows.map((row) => ({ value: Number(row['change']), n: Number(row['n']) }));
  return [sum(rows, 'before') / n, sum(rows, 'after') / n, medianOf(spread)].map(rounded);
}

/** How many of all rose by so much: with the threshold, and with those of whom nobody knows. */
function risen({ by, programme }: ReportAsked, { pairs, totals }: Counted): ReportTable {
  const asked = programme.surveys.flatMap((survey) =>
    survey.waves.includes('baseline')
      ? survey.change.flatMap((rise) =>
          LATER_WAVES.filter((wave) => survey.waves.includes(wave)).map((wave) => ({ survey, wave, ...rise })),
        )
      : [],
  );
  return {
    id: 'survey_risen',
    apart: true,
    columns: [
      SURVEY,
      QUESTION,
      LATER,
      ...alongColumn(by),
      { id: 'over', type: 'key', means: 'what is counted', says: 'report.over' },
      { id: 'threshold', type: 'text', means: 'a number counts as risen from this much on' },
      {
        id: 'risen',
        type: 'share',
        means:
          'of all there are: whose number rose by the threshold; missing: who did not answer both times in the same words',
      },
      {
        id: 'risen_of_pairs',
        type: 'share',
        means: 'of those who answered both times: whose number rose by the threshold',
      },
      count('fallen', 'of those who answered both times: whose number fell'),
      count('other_mode', 'of those who answered both times: asked by another mode the second time'),
    ],
    rows: asked.flatMap(({ survey, wave, of: question, atLeast }) =>
      totals
        .filter((row) => row['over'] === survey.over)
        .map((total): Cell[] => {
          const alike = pairs.filter(
            (row) =>
              row['survey'] === survey.name &&
              row['step'] === question &&
              row['later'] === wave &&
              row['value'] === total['value'] &&
              is(row, 'alike'),
          );
          const n = sum(alike.filter((row) => is(row, 'risen')));
          const [all, both] = [Number(total['n']), sum(alike)];
          return [
            survey.name,
            question,
            wave,
            ...alongCell(by, total),
            survey.over,
            thresholdOf(survey, question, atLeast),
            { n, of: all, missing: all - both },
            { n, of: both },
            sum(alike.filter((row) => Number(row['change']) < 0)),
            sum(alike.filter((row) => !is(row, 'sameMode'))),
          ];
        }),
    ),
  };
}

function thresholdOf(survey: SurveyFile, question: string, rise: Rise): string {
  if ('share' in rise) return `+${rounded(rise.share * 100)} %`;
  const isMoney = survey.questions.find(({ id }) => id === question)?.type === 'money';
  return `+${isMoney ? rise.amount / 100 : rise.amount}`;
}

/** From which option to which, over those who chose one both times. */
function moved({ by }: ReportAsked, { pairs }: Counted): ReportTable {
  const choices = pairs.filter((row) => is(row, 'choice') && is(row, 'alike'));
  return {
    id: 'survey_moved',
    apart: true,
    columns: [
      SURVEY,
      QUESTION,
      LATER,
      ...alongColumn(by),
      { id: 'was', type: 'text', means: 'what was chosen at the baseline' },
      { id: 'became', type: 'text', means: 'what was chosen at the later wave' },
      { id: 'share', type: 'share', means: 'n of those who chose one both times, asked in the same words' },
    ],
    rows: grouped(choices, PAIR).flatMap((rows) =>
      grouped(rows, ['answer', 'became']).map((same): Cell[] => [
        ...told(by, rows[0]!),
        String(JSON.parse(String(same[0]!['answer']))),
        String(JSON.parse(String(same[0]!['became']))),
        { n: sum(same), of: sum(rows) },
      ]),
    ),
  };
}

const told = (by: ReportAsked['by'], row: SqlRow): string[] => [
  String(row['survey']),
  String(row['step']),
  String(row['later']),
  ...alongCell(by, row),
];
