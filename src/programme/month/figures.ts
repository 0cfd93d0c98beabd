import type { Millis } from '../../base/clock.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import { ATTENDED_CTES } from '../attended.ts';
import type { Audience } from '../audience.ts';
import { whoQuery } from '../breakdown.ts';
import { DENOMINATORS, type DenominatorId, denominatorsQuery, everEnrolled } from '../denominators.ts';
import type { Cell, Report, ReportAsked, ReportContext, ReportKind, Share } from '../report.ts';

/** What stands on a month's page, as numbers. A figure that nobody knows is null, and no zero. */
export interface MonthFigures {
  readonly people: Readonly<Record<DenominatorId, number>>;
  /** Of the sessions of each month, oldest first; the last is the page's own. */
  readonly attendance: readonly { readonly month: string; readonly share: Share | null }[];
  readonly homework: { readonly submitted: Share; readonly accepted: Share } | null;
  /** From the beginning: who finished it, of those who opened it. */
  readonly lessons: readonly { readonly lesson: string; readonly finished: Share }[];
  /** Minutes from the beginning, and of this month. */
  readonly hours: { readonly given: number; readonly month: number; readonly target: number | null } | null;
  readonly messages: { readonly sent: number; readonly cost: number | null; readonly currency: string } | null;
  readonly sites: { readonly active: Share; readonly silent: Share } | null;
}

/** Months that the line of attendance goes back. */
const MONTHS = 6;
/** Lessons that a chart shows so that their names can be read. */
const LESSONS = 8;

/** @param month yyyy-mm. */
export async function figuresOf(
  month: string,
  programme: Programme,
  audience: Audience,
  kinds: readonly ReportKind[],
  at: ReportContext,
): Promise<MonthFigures> {
  const days = daysOf(month, programme.timezone);
  const whole: ReportAsked = { programme, audience, to: days.to, since: 0, until: days.until };
  const own: ReportAsked = { ...whole, from: days.from, since: days.since };
  const run = (name: string, asked: ReportAsked): Promise<Report | undefined> =>
    kinds.find((kind) => kind.name === name)?.run(asked, at) ?? Promise.resolve(undefined);
  const [people] = await at.read(denominatorsQuery(whole, at.sight, at.now));
  const attendance: { month: string; share: Share | null }[] = [];
  for (const one of monthsTo(month)) attendance.push({ month: one, share: await attended(one, whole, at) });
  const [hours, hoursNow] = [await run('hours', whole), await run('hours', own)];
  const counts = programme.hours?.counts === 'person' ? 'person_minutes' : 'given';
  const given = minutes(hours, counts);
  return {
    people: Object.fromEntries(DENOMINATORS.map(({ id }) => [id, Number(people?.[id] ?? 0)])) as MonthFigures['people'],
    attendance,
    homework: homeworkOf(await run('homework', own)),
    lessons: lessonsOf(await run('progress', whole)),
    hours:
      given === null
        ? null
        : {
            given,
            month: minutes(hoursNow, counts) ?? 0,
            target: programme.hours ? 60 * programme.hours.target : null,
          },
    messages: messagesOf(await run('messages', own), programme.currency),
    sites: sitesOf(await run('sites', whole)),
  };
}

export interface Days {
  /** Local, both included. */
  readonly from: string;
  readonly to: string;
  readonly since: Millis;
  readonly until: Millis;
}

export function daysOf(month: string, zone: string): Days {
  const from = `${month}-01`;
  const next = `${monthsLater(month, 1)}-01`;
  return {
    from,
    to: addDays(next, -1),
    since: localMoment(from, '00:00', zone),
    until: localMoment(next, '00:00', zone),
  };
}

export const isOver = (month: string, now: Millis, zone: string): boolean => month < localDate(now, zone).slice(0, 7);

function monthsLater(month: string, by: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const all = year * 12 + of - 1 + by;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}

const monthsTo = (month: string): string[] =>
  Array.from({ length: MONTHS }, (_, i) => monthsLater(month, i - MONTHS + 1));

/** Of the sessions of one month; null where none counts. */
async function attended(month: string, { programme, audience }: ReportAsked, at: ReportContext): Promise<Share | null> {
  const { since, until } = daysOf(month, programme.timezone);
  const who = whoQuery({ audience: everEnrolled(audience) }, at);
  const [row] = await at.read({
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}), ${ATTENDED_CTES}
        select sum(attended) as n, sum(counted) as "of" from attended where person_id in (select person_id from who)`,
    },
    params: {
      ...who.params,
      att_programme: programme.programme,
      att_since: since,
      att_until: until,
      att_now: Math.min(at.now, until),
    },
  });
  const of = Number(row?.['of'] ?? 0);
  return of === 0 ? null : { n: Number(row?.['n'] ?? 0), of };
}

/** The cells of a table by column; none where another capability gives no such table. */
function rowsOf(report: Report | undefined, id: string): readonly Readonly<Record<string, Cell>>[] {
  const table = report?.tables.find((one) => one.id === id);
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(table!.columns.map((column, i) => [column.id, row[i] ?? null])),
  );
}

const asShare = (cell: Cell | undefined): Share => (typeof cell === 'object' && cell !== null ? cell : { n: 0, of: 0 });
const sum = (shares: readonly Share[]): Share => ({
  n: shares.reduce((all, { n }) => all + n, 0),
  of: shares.reduce((all, { of }) => all + of, 0),
});

function homeworkOf(report: Report | undefined): MonthFigures['homework'] {
  const rows = rowsOf(report, 'homework');
  if (rows.length === 0) return null;
  return {
    submitted: sum(rows.map((row) => asShare(row['submitted']))),
    accepted: sum(rows.map((row) => asShare(row['accepted']))),
  };
}

const lessonsOf = (report: Report | undefined): MonthFigures['lessons'] =>
  rowsOf(report, 'lessons')
    .flatMap(({ lesson, finished }) => (typeof lesson === 'string' ? [{ lesson, finished: asShare(finished) }] : []))
    .filter(({ finished }) => finished.of > 0)
    .slice(-LESSONS);

function minutes(report: Report | undefined, column: string): number | null {
  const all = rowsOf(report, 'hours').find((row) => row['kind'] === 'all')?.[column];
  return typeof all === 'number' ? all : null;
}

function messagesOf(report: Report | undefined, currency: string): MonthFigures['messages'] {
  const rows = rowsOf(report, 'months');
  if (rows.length === 0) return null;
  const priced = rows.filter((row) => row['currency'] === currency && typeof row['cost'] === 'number');
  return {
    sent: rows.reduce((all, row) => all + Number(row['sent']), 0),
    cost: priced.length === 0 ? null : priced.reduce((all, row) => all + Number(row['cost']), 0),
    currency,
  };
}

function sitesOf(report: Report | undefined): MonthFigures['sites'] {
  const [row] = rowsOf(report, 'sites');
  if (!row || Number(row['sites']) === 0) return null;
  return { active: asShare(row['active_sites']), silent: asShare(row['silent_sites']) };
}
