import { z } from 'zod';
import { knownProgramme } from '../known-programme.ts';
import type { Manifest } from '../manifest.ts';
import { defineRoute } from '../route.ts';
import { indicatorsReport, scope } from './report.ts';

export { type Indicators, indicatorsReport, type ReportScope } from './report.ts';

const count = z.number().int();

const indicatorsGet = defineRoute({
  name: 'reports.indicators',
  method: 'GET',
  path: '/reports/indicators',
  scope: 'reports:read',
  summary:
    "The programme's indicators as n of N, over people or over enterprises, by community, stage, cohort or partner",
  query: z.strictObject(scope),
  reply: z.strictObject({
    people: count,
    enterprises: count,
    households: count,
    counted: z.array(
      z.strictObject({
        id: z.string(),
        over: z.enum(['people', 'enterprises']),
        n: count.nullable().describe('null: too few to be told by this token'),
        of: count,
        unknown: count.nullable().describe('of `of`: nobody has said'),
      }),
    ),
    skipped: z.array(z.string()).describe('indicators that ask for more than this report reads'),
  }),
  async run({ query }, at) {
    const report = await indicatorsReport(query, knownProgramme(query.programme, at.programmes, at.sight), at);
    return { ...report, counted: report.counted.map((one) => ({ ...one })), skipped: [...report.skipped] };
  },
});

/** What a funder asks: how many of how many. */
export const indicators = { name: 'indicators', routes: [indicatorsGet] } satisfies Manifest;
