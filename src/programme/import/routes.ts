import { z } from 'zod';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../route.ts';
import { confirm } from './confirm.ts';
import type { EnrolMany } from './enrolling.ts';
import { asked, previewWith } from './preview.ts';
import { LEVELS, PROBLEMS, type ProblemCode } from './problem.ts';
import { sourceOf } from './read/index.ts';
import { STATES } from './row-of.ts';
import { problemsQuery, toldOf, viewed } from './view.ts';

const params = z.strictObject({ id: z.string().min(1).max(100) });
const count = z.number().int();
const moment = count.nullable();
const choice = z.enum(['true', 'false']).transform((said) => said === 'true');

const MEGABYTE = 1024 * 1024;
/** Some 80,000 people; a shell takes larger files. */
const BODY_MOST = 10 * MEGABYTE;

const view = z.strictObject({
  id: z.string(),
  programme: z.string(),
  state: z.enum(STATES),
  encoding: z.string().describe('`xlsx`, or how the text was written'),
  columns: z.array(z.strictObject({ heading: z.string(), field: z.string() })),
  ignored: z.array(z.string()).describe('columns that are not read'),
  preview: z
    .strictObject({
      rows: count,
      new: count,
      known: count,
      changed: count,
      same: count,
      refused: count,
      invited: count,
    })
    .describe('rows of the file; `invited` of the new and the known get the invitation'),
  problems: z.record(z.string(), count).describe('how often each was said of a row'),
  result: z
    .strictObject({
      invited: count,
      consented: count,
      changed: count,
      same: count,
      refused: count,
      slices: count,
      of: count,
    })
    .describe('what has been done, and how far it is'),
  created_at: count,
  previewed_at: moment,
  confirmed_at: moment,
  ended_at: moment,
});

const told = z.strictObject({
  line: count.describe('as a spreadsheet numbers it; the header is 1'),
  level: z.enum(LEVELS).describe('`error` and `hold`: the row is left out'),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  column: z.string().nullable(),
  says: z.string().describe('what is wrong and what to do'),
  value: z.string().nullable().describe('what the cell holds'),
  known: z
    .strictObject({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .describe('who it may be, where the token sees her'),
});

const shown = (id: string, { read, sight, by }: RouteContext) => viewed(id, read, sight, by);

/** Lists of people from files: sent, previewed, confirmed, done. */
export function routesWith(enrol: EnrolMany): readonly AnyRoute[] {
  const preview = previewWith(enrol);
  return [
    defineRoute({
      name: 'import.create',
      method: 'POST',
      path: '/imports',
      scope: 'people:write',
      summary: 'Previews a list of people from a CSV or XLSX file, which is the body; nobody is enrolled yet',
      raw: {
        types: [
          'text/csv',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'application/octet-stream',
        ],
        limit: BODY_MOST,
      },
      query: z.strictObject({
        ...asked,
        map: z
          .string()
          .max(2_000)
          .transform((text, at): Record<string, string> => {
            const pairs = text.split(',').map((pair) => pair.split('='));
            if (pairs.some((pair) => pair.length !== 2 || pair.some((part) => part.trim() === '')))
              at.addIssue({ code: 'custom', message: 'Columna=profile.campo,Otra=- is expected' });
            return Object.fromEntries(pairs as [string, string][]);
          })
          .optional()
          .describe('which columns are which: `Columna=profile.campo,Contacto=telefono,Notas=-`'),
        update: choice
          .optional()
          .describe('what the list says replaces what is known; else it only fills what is missing'),
        similar: choice.optional().describe('nearly the same names at one phone are two people; else such a row waits'),
      }),
      body: z.instanceof(Uint8Array),
      reply: view,
      async run({ query, body }, at) {
        const { id } = await preview(sourceOf(body), query, at);
        return shown(id, at);
      },
    }),
    defineRoute({
      name: 'import.get',
      method: 'GET',
      path: '/imports/{id}',
      scope: 'people:read',
      summary: 'An import: what its preview counted and what has been done',
      params,
      reply: view,
      run: ({ params: { id } }, at) => shown(id, at),
    }),
    defineRoute({
      name: 'import.confirm',
      method: 'POST',
      path: '/imports/{id}/confirm',
      scope: 'people:write',
      summary: 'Does what was previewed, from now on and behind whoever is talking; twice is once',
      params,
      reply: view,
      async run({ params: { id } }, at) {
        await at.operate(confirm, { id, by: at.by, sight: at.sight });
        return shown(id, at);
      },
    }),
    defineRoute({
      name: 'import.errors',
      method: 'GET',
      path: '/imports/{id}/errors',
      scope: 'people:write',
      summary: 'What is to be said of the rows of a file, in its order; kept for a month',
      params,
      query: z.strictObject({
        language: z.string().min(2).max(20).optional().describe('of the texts; the programme’s without it'),
        ...pageInput,
      }),
      reply: pageOf(told),
      async run({ params: { id }, query }, at) {
        const { programme } = await shown(id, at);
        const language = query.language ?? at.programmes.get(programme)?.languages[0] ?? 'en';
        const sort = { by: 'seq', id: 'line' };
        const rows = await at.read(paged(problemsQuery(id, at.sight), query, sort));
        return toPage(rows, query, sort, (row) => toldOf(row, at.words, language));
      },
    }),
  ];
}
