import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { ReportKind } from '../report.ts';
import { type AnyRoute, defineRoute, fileReply, type RouteContext } from '../route.ts';
import { reportCsv } from './files.ts';
import { reportJson, reportJsonSchema } from './json.ts';
import { pseudonyms, secretIn, secretQuery } from './pseudonym.ts';
import { runReport, seesNames } from './run.ts';
import { wantedFields } from './wanted.ts';
import { reportXlsx } from './xlsx.ts';

const name = z.string().trim().min(1).max(80);
const params = z.strictObject({ name });
const purpose = name
  .default('reports')
  .describe('people have other names in files for another purpose, so that two recipients cannot put theirs together');
const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

export function kindNamed(name: string, kinds: readonly ReportKind[]): ReportKind {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new RecadoError('REPORT_UNKNOWN', { name, known: kinds.map((one) => one.name).join(', ') });
  return kind;
}

/** Every report of every capability, as JSON and as files. `kinds` is asked when a request comes: it holds those of later manifests. */
export function reportRoutes(kinds: () => readonly ReportKind[]): readonly AnyRoute[] {
  const list = defineRoute({
    name: 'reports.list',
    method: 'GET',
    path: '/reports',
    scope: 'reports:read',
    summary: 'The reports that this token may ask for',
    reply: z.strictObject({
      items: z.array(
        z.strictObject({ name: z.string(), summary: z.string(), names: z.boolean().describe('it names people') }),
      ),
    }),
    async run(_, { sight }) {
      const open = kinds().filter(({ names }) => !names || seesNames(sight));
      return { items: open.map(({ name: id, summary, names }) => ({ name: id, summary, names: names === true })) };
    },
  });
  const get = defineRoute({
    name: 'reports.get',
    method: 'GET',
    path: '/reports/{name}',
    scope: 'reports:read',
    summary:
      'A report: every share as n of N with how many are not known, by site, stage, cohort, partner, language or sex, over local days',
    params,
    query: z.strictObject(wantedFields),
    reply: reportJsonSchema,
    async run(given, at) {
      const report = await runReport(kindNamed(given.params.name, kinds()), given.query, at);
      return reportJson(report, at.words, at.programmes.get(report.programme)!.languages[0]!);
    },
  });
  const csv = defineRoute({
    name: 'reports.csv',
    method: 'GET',
    path: '/reports/{name}.csv',
    scope: 'reports:read',
    summary:
      'One table of a report as CSV in UTF-8, or the codebook that says what its columns mean; people under other names',
    params,
    query: z.strictObject({
      ...wantedFields,
      table: name.optional().describe('without it the first'),
      codebook: yes.optional(),
      bom: yes.optional().describe('for Excel'),
      purpose,
    }),
    file: ['text/csv'],
    reply: fileReply,
    async run({ params: { name: id }, query: { table, codebook, bom, purpose: for_, ...wanted } }, at) {
      const report = await runReport(kindNamed(id, kinds()), wanted, at);
      const text = reportCsv(report, { table, codebook, bom }, await pseudonym(for_, at));
      return { bytes: new TextEncoder().encode(text), type: 'text/csv; charset=utf-8', name: `${id}.csv` };
    },
  });
  const xlsx = defineRoute({
    name: 'reports.xlsx',
    method: 'GET',
    path: '/reports/{name}.xlsx',
    scope: 'reports:read',
    summary: 'A report as a workbook: a sheet for each table, and the codebook',
    params,
    query: z.strictObject({ ...wantedFields, purpose }),
    file: [XLSX],
    reply: fileReply,
    async run({ params: { name: id }, query: { purpose: for_, ...wanted } }, at) {
      const report = await runReport(kindNamed(id, kinds()), wanted, at);
      return { bytes: await reportXlsx(report, await pseudonym(for_, at)), type: XLSX, name: `${id}.xlsx` };
    },
  });
  return [list, get, csv, xlsx];
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const pseudonym = async (purpose: string, { read }: Pick<RouteContext, 'read'>) =>
  pseudonyms(secretIn(await read(secretQuery)), purpose);
