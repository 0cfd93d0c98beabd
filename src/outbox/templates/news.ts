import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type PackTemplate, TEMPLATE_STATUSES, type TemplateNews } from '../../domain/template.ts';
import { type Operation, operationName, type Query, type RowWrite, type SqlRow } from '../../store/port.ts';
import { rowsOf } from '../row.ts';
import { type TemplateRow, troubleOf } from './state.ts';
import { freeWaiting, tellTrouble } from './tell.ts';

const news = z.object({
  channel: z.string(),
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.enum(TEMPLATE_STATUSES).optional(),
  category: z.string().optional(),
  next: z.object({ category: z.string(), at: z.number() }).optional(),
  quality: z.string().optional(),
  reason: z.string().optional(),
  providerId: z.string().optional(),
});
const input = z.object({
  news: z.array(news),
  /** Templates of the loaded packs. */
  packs: z.array(z.custom<PackTemplate>()),
  /** The news are the provider's whole list of that channel: what is not in it is missing. */
  whole: z.string().optional(),
});
export type TemplateNewsInput = z.input<typeof input>;

/** What a list or a webhook said of templates: kept, and the team told of what is newly wrong or well again. */
export const templateNews: Operation<TemplateNewsInput, { readonly changed: number }> = {
  name: 'template.news',
  input: input as z.ZodType<TemplateNewsInput>,
  reads: { known: () => ({ sql: { sqlite: 'select * from template' }, params: {} }) },
  decide(loaded, { news: told, packs, whole }, { now }) {
    const known = new Map(rowsOf<TemplateRow>(loaded['known']).map((row) => [key(row), row]));
    const rows: RowWrite[] = [];
    const statements: Query[] = [];
    const news = [...told, ...missing(told, packs, whole)];
    for (const one of [...news, ...silent(news, known.values())]) {
      const before = known.get(key(one));
      const own = packs.filter(({ name, language }) => name === one.name && language === one.language);
      const after = merged(before, one as TemplateNews, own, now);
      known.set(key(one), after);
      rows.push({
        op: 'upsert',
        table: 'template',
        key: ['channel', 'name', 'language'],
        values: after as unknown as SqlRow,
      });
      if (holds(before?.trouble) && !holds(after.trouble)) statements.push(...freeWaiting(after, now));
    }
    return { rows, statements: [...statements, ...tellTrouble(now)], output: { changed: rows.length } };
  },
};
export const templateNewsName = operationName(templateNews);

const key = ({ channel, name, language }: Pick<TemplateRow, 'channel' | 'name' | 'language'>): string =>
  JSON.stringify([channel, name, language]);

/** Nothing is said of these; but the pack may have been edited, and pay now for what was trouble. */
function silent(news: readonly TemplateNews[], known: Iterable<TemplateRow>): readonly TemplateNews[] {
  const said = new Set(news.map(key));
  return [...known]
    .filter((row) => !said.has(key(row)))
    .map(({ channel, name, language }) => ({ channel, name, language }));
}

/** An announced change of category holds nothing up yet. */
const holds = (trouble: TemplateRow['trouble'] | undefined): boolean =>
  Boolean(trouble) && trouble !== 'marketing-soon';

function missing(
  told: readonly z.output<typeof news>[],
  packs: readonly PackTemplate[],
  whole: string | undefined,
): readonly TemplateNews[] {
  if (whole === undefined) return [];
  const listed = new Set(told.map((one) => key(one)));
  return packs
    .map(({ name, language }): TemplateNews => ({ channel: whole, name, language, status: 'missing' }))
    .filter((one) => !listed.has(key(one)));
}

function merged(
  before: TemplateRow | undefined,
  one: TemplateNews,
  packs: readonly PackTemplate[],
  now: Millis,
): TemplateRow {
  // A category that is told anew takes the announcement with it, whether it came true or was taken back.
  const next = one.next ?? (one.category === undefined && before ? kept(before) : undefined);
  const row = {
    channel: one.channel,
    name: one.name,
    language: one.language,
    workspace: 'main',
    programme: packs[0]?.programme ?? before?.programme ?? '',
    status: one.status ?? before?.status ?? null,
    category: one.category ?? before?.category ?? null,
    next_category: next?.category ?? null,
    next_at: next?.at ?? null,
    quality: one.quality ?? before?.quality ?? null,
    reason: one.status === undefined ? (before?.reason ?? null) : (one.reason ?? null),
    provider_id: one.providerId ?? before?.provider_id ?? null,
    seen_at: isSilent(one) && before ? before.seen_at : now,
  };
  const trouble = packs.length === 0 ? null : troubleOf(row, packs, now);
  return { ...row, trouble, told: trouble === null ? null : (before?.told ?? null) };
}

const isSilent = (one: TemplateNews): boolean => Object.keys(one).length === 3;

function kept({ next_category: category, next_at: at }: TemplateRow): TemplateNews['next'] {
  return category === null || at === null ? undefined : { category, at };
}
