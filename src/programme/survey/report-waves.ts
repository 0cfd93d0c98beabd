import { localDate } from '../../domain/time.ts';
import type { SqlRow } from '../../store/port.ts';
import type { ReportAsked, ReportTable } from '../report.ts';
import type { Counted } from './counted.ts';
import { alongCell, alongColumn, count, grouped, SURVEY, sum, WAVE } from './report-rows.ts';

const MODES = ['message', 'paper', 'face-to-face', 'call'] as const;

/** How many were asked at each wave, by what mode, and how far they came. */
export function wavesTable({ by, programme }: ReportAsked, { goes }: Counted): ReportTable {
  const day = (at: number): string => localDate(at, programme.timezone);
  return {
    id: 'survey_waves',
    apart: true,
    columns: [
      SURVEY,
      WAVE,
      ...alongColumn(by),
      count('asked', 'people (of a survey over enterprises: enterprises) who began that wave; each once'),
      { id: 'complete', type: 'share', means: 'of the asked: who came to its end' },
      ...MODES.map((mode) =>
        count(
          `by_${mode.replaceAll('-', '_')}`,
          `of the asked: by ${mode}; answers by different modes are not comparable`,
        ),
      ),
      {
        ...count(
          'again',
          'further goes at a wave that somebody had begun before, or of another in her enterprise: kept, and counted nowhere',
        ),
        things: true,
      },
      { id: 'first_day', type: 'day', means: 'when the first of them began' },
      { id: 'last_day', type: 'day', means: 'when the last of them began' },
    ],
    rows: grouped(goes, ['survey', 'wave', 'value']).map((rows) => {
      const [head] = rows as [SqlRow];
      const counts = rows.filter((row) => row['counts'] === 1);
      const asked = sum(counts);
      return [
        String(head['survey']),
        String(head['wave']),
        ...alongCell(by, head),
        asked,
        { n: sum(counts.filter((row) => row['complete'] === 1)), of: asked },
        ...MODES.map((mode) => sum(counts.filter((row) => row['mode'] === mode))),
        sum(rows) - asked,
        day(Math.min(...rows.map((row) => Number(row['first'])))),
        day(Math.max(...rows.map((row) => Number(row['last'])))),
      ];
    }),
  };
}
