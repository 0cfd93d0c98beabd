import { localDate } from '../../domain/time.ts';
import type { Report, ReportKind } from '../report.ts';
import { countSurveys } from './counted.ts';
import { answerTables } from './report-answers.ts';
import { pairTables } from './report-pairs.ts';
import { wavesTable } from './report-waves.ts';

/** What came of the surveys: who was asked and answered, what they said, and what changed for those who answered twice. */
export const surveysReport: ReportKind = {
  name: 'surveys',
  summary: 'Surveys: asked, answered, refused, unknown and missing apart; what changed, as n of N with attrition',
  async run(asked, at): Promise<Report> {
    const { programme, from, to } = asked;
    const counted = await countSurveys(asked, at);
    const modes = new Set(counted.goes.map((row) => row['mode']));
    const { strays } = counted;
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
