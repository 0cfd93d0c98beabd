import { z } from 'zod';
import { knownProgramme } from '../known-programme.ts';
import type { ReportKind } from '../report.ts';
import { type AnyRoute, defineRoute, fileReply, type RouteContext } from '../route.ts';
import { type Month, monthGiven, monthOf } from './give.ts';

const name = z.string().trim().min(1).max(80);
const params = z.strictObject({
  programme: name,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .describe('yyyy-mm'),
});
const places = {
  cohort: name.optional(),
  group: name.optional(),
  site: name.optional(),
  stage: name.optional(),
  partner: name.optional(),
  shared: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('as it may leave the team: fewer than five people are told as <5'),
};
type Asked = z.output<z.ZodObject<typeof places>>;
const share = z.strictObject({ n: z.number(), of: z.number(), missing: z.number().optional() });
const n = z.number().int();

const reply = z.strictObject({
  month: z.string(),
  version: n,
  why: z.string().nullable().describe('of a correction'),
  made_at: n,
  sha256: z.string().describe('of `figures` and the page as they are kept; the foot of the page begins with it'),
  shared: z.boolean(),
  figures: z
    .strictObject({
      people: z.record(z.string(), n),
      attendance: z.array(z.strictObject({ month: z.string(), share: share.nullable() })),
      homework: z.strictObject({ submitted: share, accepted: share }).nullable(),
      lessons: z.array(z.strictObject({ lesson: z.string(), finished: share })),
      hours: z.strictObject({ given: z.number(), month: z.number(), target: z.number().nullable() }).nullable(),
      messages: z.strictObject({ sent: n, cost: z.number().nullable(), currency: z.string() }).nullable(),
      sites: z.strictObject({ active: share, silent: share }).nullable(),
    })
    .nullable()
    .describe('null on a shared page, which has them as it may tell them'),
});

/** `POST …/months/2026-03` makes a page or corrects it, `GET` gives it, and its PDF. */
export function monthRoutes(kinds: () => readonly ReportKind[]): readonly AnyRoute[] {
  const wanted = ({ programme, month }: z.output<typeof params>, { shared, ...scope }: Asked, at: RouteContext) => ({
    month,
    programme: knownProgramme(programme, at.programmes, at.sight),
    scope: Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined)),
    shared: shared === true || !at.sight.classes.includes('team'),
  });
  return [
    defineRoute({
      name: 'months.make',
      method: 'POST',
      path: '/programmes/{programme}/months/{month}',
      scope: 'records:write',
      summary:
        'Makes the page of a month that is over; where there is one it stays as it is, unless `why` says what is corrected: a version of its own',
      params,
      body: z.strictObject({
        why: z.string().trim().min(3).max(200).optional(),
        ...places,
        shared: z.boolean().optional(),
      }),
      reply,
      async run({ params: of, body: { why, ...scope } }, at) {
        const asked = wanted(of, scope, at);
        const made = await monthOf({ ...asked, ...(why === undefined ? {} : { why }) }, { ...at, kinds: kinds() });
        return told(made, asked);
      },
    }),
    defineRoute({
      name: 'months.get',
      method: 'GET',
      path: '/programmes/{programme}/months/{month}',
      scope: 'reports:read',
      summary: "The figures of a month's page, as it was given out",
      params,
      query: z.strictObject(places),
      reply,
      async run({ params: of, query }, at) {
        const asked = wanted(of, query, at);
        return told(await monthGiven(asked, at), asked);
      },
    }),
    defineRoute({
      name: 'months.pdf',
      method: 'GET',
      path: '/programmes/{programme}/months/{month}.pdf',
      scope: 'reports:read',
      summary: 'The same as one printed page',
      params,
      query: z.strictObject(places),
      file: ['application/pdf'],
      reply: fileReply,
      async run({ params: of, query }, at) {
        const { sheet } = await monthGiven(wanted(of, query, at), at);
        return { bytes: await at.paper(sheet), type: 'application/pdf', name: `${of.programme}-${of.month}.pdf` };
      },
    }),
  ];
}

const told = (
  made: Month,
  { month, shared }: { readonly month: string; readonly shared: boolean },
): z.output<typeof reply> => ({
  month,
  version: made.version,
  why: made.why,
  made_at: made.at,
  sha256: made.sha256,
  shared,
  figures: shared ? null : (made.figures as unknown as NonNullable<z.output<typeof reply>['figures']>),
});
