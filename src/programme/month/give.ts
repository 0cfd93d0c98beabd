import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { localDate } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import type { Audience } from '../audience.ts';
import type { By } from '../audit.ts';
import { mustStand, PLACES, type PlaceKind, placesOf } from '../places.ts';
import type { ReportKind } from '../report.ts';
import type { Sight } from '../sight.ts';
import { figuresOf, isOver, type MonthFigures } from './figures.ts';
import { type Frozen, type FrozenOf, frozenOf, frozenQuery, monthFreeze } from './freeze.ts';
import { monthSheet, type Words } from './sheet.ts';

/** What is kept: the numbers and the page made of them. */
export interface MonthContent {
  readonly figures: MonthFigures;
  readonly sheet: Sheet;
}

export interface MonthWanted {
  readonly month: string;
  readonly programme: Programme;
  /** Names of units; {} for the whole programme. */
  readonly scope: Readonly<Partial<Record<PlaceKind, string>>>;
  readonly shared: boolean;
  /** Of a correction. */
  readonly why?: string | undefined;
}

export interface MonthContext {
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  readonly sight: Sight;
  readonly by: By;
  readonly now: Millis;
  readonly words: Words;
  readonly kinds: readonly ReportKind[];
}

export interface Month extends MonthContent {
  readonly version: number;
  readonly why: string | null;
  readonly sha256: string;
  readonly at: Millis;
  /** The bytes that `sha256` is of. */
  readonly content: string;
}

/** The page as it was given out. Throws REPORT_NOT_MADE. */
export async function monthGiven(
  wanted: MonthWanted,
  at: Pick<MonthContext, 'read' | 'sight' | 'words'>,
): Promise<Month> {
  const [last] = await at.read(frozenQuery(keyOf(wanted, at.sight)));
  if (!last) throw new RecadoError('REPORT_NOT_MADE', { month: wanted.month });
  return shown(frozenOf(last), wanted, at.words);
}

/**
 * The page of a month that is over: made and kept when it is first asked for, and the same ever after; with a reason, a new
 * version that says so. Whoever sees a part of a programme has pages of that part. Throws REPORT_MONTH, UNIT_UNKNOWN.
 */
export async function monthOf(wanted: MonthWanted, at: MonthContext): Promise<Month> {
  const { month, programme, scope, shared, why } = wanted;
  if (!isOver(month, at.now, programme.timezone)) throw new RecadoError('REPORT_MONTH', { month });
  await mustStand(placesOf(scope), programme.programme, at.read, at.sight.workspace);
  const of = keyOf(wanted, at.sight);
  const [last] = await at.read(frozenQuery(of));
  if (last && why === undefined) return shown(frozenOf(last), wanted, at.words);
  const figures = await figuresOf(month, programme, audienceOf(wanted), at.kinds, at);
  const sheet = monthSheet(
    figures,
    { month, programme, scope: scope as Readonly<Record<string, string>>, shared },
    at.words,
  );
  const content = JSON.stringify({ figures, sheet } satisfies MonthContent);
  const frozen = await at.operate(monthFreeze, { ...of, content, by: at.by, ...(why === undefined ? {} : { why }) });
  return shown(frozen, wanted, at.words);
}

const keyOf = (wanted: MonthWanted, sight: Sight): FrozenOf => ({
  workspace: sight.workspace,
  programme: wanted.programme.programme,
  period: wanted.month,
  scope: scopeKey(wanted, sight),
});

function audienceOf({ programme, scope }: MonthWanted): Audience {
  const places = placesOf(scope).map(({ kind, name }) => [PLACES[kind], [name]]);
  return { programme: programme.programme, ...Object.fromEntries(places) };
}

/** Two readers share a page only where they see the same people. */
function scopeKey({ scope, shared }: MonthWanted, { within }: Sight): string {
  const parts = [
    ...Object.entries(scope),
    ...(shared ? [['shared', 'yes'] as const] : []),
    ...(within === null ? [] : [['within', [...within].toSorted().join(' ')] as const]),
  ];
  return JSON.stringify(Object.fromEntries(parts.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** Its foot says when it was made and what its numbers were, so that a copy can be held against the original. */
function shown(frozen: Frozen, { programme }: MonthWanted, words: Words): Month {
  const { figures, sheet } = JSON.parse(frozen.content) as MonthContent;
  const vars = {
    day: localDate(frozen.at, programme.timezone),
    print: frozen.sha256.slice(0, 12),
    version: frozen.version,
    why: frozen.why ?? '',
  };
  const foot = words(frozen.why === null ? 'month.foot' : 'month.foot-corrected', vars, sheet.language);
  const corrected =
    frozen.why === null ? [] : [{ is: 'text' as const, text: words('month.corrected', vars, sheet.language) }];
  const [title, ...rest] = sheet.blocks;
  return {
    ...frozen,
    figures,
    sheet: { ...sheet, blocks: [title!, ...corrected, ...rest], foot, at: frozen.at },
  };
}
