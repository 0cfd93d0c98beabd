import { localDate } from '../../domain/time.ts';
import type { Query } from '../../store/port.ts';
import type { Report, ReportAsked, ReportContext, ReportKind } from '../report.ts';
import { answersSql, type Counted, goes, goesSql, pairsSql, straysSql, totalsSql, unitsSql } from './counted.ts';
import { answerTables } from './report-answers.ts';
import { pairTables } from './report-pairs.ts';
import { wavesTable } from './report-waves.ts';

/** What came of the surveys: who was asked and answered, what they said, and what changed for those who answered twice. */
export const surveysReport: ReportKind = {
  name: 'surveys',
  summary: 'Surveys: asked, answered, refused, unknown and missing apart; what changed, as n of N with attrition',
  async run(asked, at): Promise<Report> {
    const { programme, from, to } = asked;
    const counted = await read(asked, at);
    const modes = new Set(counted.goes.map((row) => row['mode']));
    const strays = Number(counted.strays[0]?.['n'] ?? 0);
    return {
      name: 'surveys',
      from: from ?? null,
      to: to ?? localDate(at.now, programme.timezone),
      tables: [wavesTable(asked, counted), ...answerTables(asked, counted), ...pairTables(asked, counted)],
      notes: [
        ...(modes.size > 1 ? [{ key: 'survey-modes', vars: {} }] : []),
        ...(strays > 0 ? [{ key: 'survey-no-enterprise', vars: { people: strays } }] : []),
      ],
    };
  },
};

async function read(asked: ReportAsked, at: ReportContext): Promise<Counted> {
  const base = goes(asked, at);
  const query = (sql: string, more: Query['params'] = {}) =>
    at.read({ sql: { sqlite: `with ${base.sql.sqlite} ${sql}` }, params: { ...base.params, ...more } });
  const rises = asked.programme.surveys.flatMap(({ name, change }) =>
    change.map(({ of, atLeast }) => ({ survey: name, of, ...atLeast })),
  );
  return {
    goes: await query(goesSql),
    answers: await query(answersSql),
    units: await query(unitsSql),
    totals: await query(totalsSql(asked.by)),
    pairs: await query(pairsSql, { rises: JSON.stringify(rises) }),
    strays: await query(straysSql),
  };
}
