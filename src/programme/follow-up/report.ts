import { localDate } from '../../domain/time.ts';
import { audienceQuery } from '../audience.ts';
import type { Cell, Report, ReportKind, ReportTable } from '../report.ts';
import { callsQuery, toCall } from './calls.ts';

/** More than anybody calls in a month. */
const MOST = 10_000;

const COLUMNS: ReportTable['columns'] = [
  { id: 'person', type: 'person', means: 'whom to call, the most urgent first' },
  { id: 'cohort', type: 'text', means: 'her cohort' },
  { id: 'reason', type: 'key', means: 'why; one line for each reason', says: 'report.risk' },
  { id: 'n', type: 'count', means: 'of the reason: sessions missed, homeworks or lessons; else 1' },
  { id: 'words', type: 'text', means: 'of a reason that the programme names: its words' },
  { id: 'since', type: 'moment', means: 'when the reason began' },
  { id: 'last_call', type: 'moment', means: 'when she was last called or greeted' },
  { id: 'outcome', type: 'key', means: 'what came of that', says: 'report.outcome' },
];

/** Who is to be called, why, since when, and what came of the last call. As the last look found it. */
export const callListReport: ReportKind = {
  name: 'call-list',
  summary: 'Whom to call and why, since when, and what came of the last call',
  names: true,
  async run({ programme, audience }, { read, sight, now }): Promise<Report> {
    const who = audienceQuery(audience, sight, now);
    const within = new Set((await read(who)).map((row) => String(row['person_id'])));
    const rows = await read(callsQuery(sight, now, { programme: programme.programme, most: MOST }));
    const lines = rows
      .map(toCall)
      .filter(({ person }) => within.has(person))
      .flatMap(({ person, cohort, reasons, callback, last }) => {
        const tail: Cell[] = [last?.at ?? null, last?.outcome ?? null];
        const asked: Cell[][] = callback ? [[person, cohort, 'callback', 1, null, last?.at ?? null, ...tail]] : [];
        return [
          ...asked,
          ...reasons.map(({ rule, n, about, since }): Cell[] => [
            person,
            cohort,
            rule,
            n,
            about === '' ? null : about,
            since,
            ...tail,
          ]),
        ];
      });
    const to = localDate(now, programme.timezone);
    return {
      name: 'call-list',
      from: null,
      to,
      tables: [{ id: 'call_list', columns: COLUMNS, rows: lines }],
      notes: [],
    };
  },
};
