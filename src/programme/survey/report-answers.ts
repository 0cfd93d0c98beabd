import type { SqlRow } from '../../store/port.ts';
import type { Cell, ReportAsked, ReportTable } from '../report.ts';
import type { Counted } from './counted.ts';
import { meanOf, medianOf, type Spread } from './figures.ts';
import { alongCell, alongColumn, count, grouped, money, number, QUESTION, SURVEY, sum, WAVE } from './report-rows.ts';

/** Why there is no answer: each its own figure, and none of them a zero. */
const MISSING = [
  ['refused', 'refused', 'who said that they do not want to say'],
  ['unknown', 'unknown', 'who said that they do not know'],
  ['not-understood', 'not_understood', 'whose answer was not understood, or who passed it over'],
  ['in-person', 'in_person', 'who are to be asked in person, since others read their phone, and have not been yet'],
  ['no-answer', 'no_answer', 'of whom nothing came'],
  ['erased', 'erased', 'whose answer was erased at their request'],
] as const;

/** Each question: asked, answered, and the kinds of silence; and what was answered. */
export function answerTables({ by, programme }: ReportAsked, { answers }: Counted): readonly ReportTable[] {
  const place = new Map(
    programme.surveys.flatMap(({ name, questions }) => questions.map(({ id }, i) => [`${name} ${id}`, i] as const)),
  );
  const order = (rows: readonly SqlRow[]): number => place.get(`${rows[0]!['survey']} ${rows[0]!['step']}`) ?? 999;
  const questions = grouped(answers, ['survey', 'wave', 'step', 'value']).toSorted(
    (a, b) => compare(a[0]!, b[0]!, 'survey') || compare(a[0]!, b[0]!, 'wave') || order(a) - order(b),
  );
  const head = [SURVEY, WAVE, QUESTION, ...alongColumn(by)];
  const told = (row: SqlRow) => [
    String(row['survey']),
    String(row['wave']),
    String(row['step']),
    ...alongCell(by, row),
  ];
  return [
    {
      id: 'survey_questions',
      apart: true,
      columns: [
        ...head,
        count('asked', 'to whom the question was put'),
        { id: 'answered', type: 'share', means: 'of the asked: who answered it; zero and no are answers' },
        ...MISSING.map(([, id, means]) => count(id, `of the asked: ${means}`)),
        number('mean', 'of the answers that are numbers'),
        number('median', 'of the answers that are numbers'),
        money('mean_money', 'of the answers that are money'),
        money('median_money', 'of the answers that are money'),
      ],
      rows: questions.map((rows) => {
        const asked = sum(rows);
        const given = rows.filter((row) => row['missing'] === null);
        return [
          ...told(rows[0]!),
          asked,
          { n: sum(given), of: asked },
          ...MISSING.map(([missing]) => sum(rows.filter((row) => row['missing'] === missing))),
          ...middle(given.filter((row) => row['currency'] === null)),
          ...middle(given.filter((row) => row['currency'] !== null)),
        ];
      }),
    },
    {
      id: 'survey_answers',
      columns: [
        ...head,
        { id: 'answer', type: 'text', means: 'key of the option in the survey file' },
        { id: 'share', type: 'share', means: 'n of those who answered it; those asked stand in survey_questions' },
      ],
      apart: true,
      rows: questions.flatMap((rows) => {
        const given = rows.filter((row) => row['missing'] === null);
        const { options = [] } =
          programme.surveys
            .find(({ name }) => name === rows[0]!['survey'])
            ?.questions.find(({ id }) => id === rows[0]!['step']) ?? {};
        return options.map((option): Cell[] => [
          ...told(rows[0]!),
          option,
          { n: sum(given.filter((row) => row['answer'] === JSON.stringify(option))), of: sum(given) },
        ]);
      }),
    },
  ];
}

const compare = (a: SqlRow, b: SqlRow, column: string): number =>
  String(a[column]) < String(b[column]) ? -1 : String(a[column]) > String(b[column]) ? 1 : 0;

/** Mean and median of what is a number. */
function middle(rows: readonly SqlRow[]): [number | null, number | null] {
  const spread: Spread = rows.flatMap((row) => {
    const value: unknown = row['answer'] == null ? null : JSON.parse(String(row['answer']));
    return typeof value === 'number' ? [{ value, n: Number(row['n']) }] : [];
  });
  return [rounded(meanOf(spread)), rounded(medianOf(spread))];
}

/** Two decimals: more would be noise. */
export const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
