import type { Millis } from '../base/clock.ts';
import type { Programme } from '../flow/programme.ts';
import type { Query, SqlRow } from '../store/port.ts';
import type { Audience } from './audience.ts';
import type { Sight } from './sight.ts';

/** A report as a capability offers it: what it reads and counts. Formats, suppression and the shell are not its business. */
export interface ReportKind {
  /** `recado report <name>` and `/api/v1/reports/<name>`. */
  readonly name: string;
  /** One sentence for lists. */
  readonly summary: string;
  /** It names persons: an aggregate reader (funder, partner's totals) does not get it at all. */
  readonly names?: true;
  run(asked: ReportAsked, at: ReportContext): Promise<Report>;
}

export interface ReportAsked {
  readonly programme: Programme;
  /** Whom it is about: SQL is made of it by `audienceQuery`. */
  readonly audience: Audience;
  /** Local days, both included; absent: from the beginning, until now. */
  readonly from?: string;
  readonly to?: string;
  /** Epoch milliseconds of the two, by the programme's clock: `since <= t and t < until`. */
  readonly since: Millis;
  readonly until: Millis;
  /** Each figure once more for each of these. */
  readonly by?: Breakdown;
}

/** `value` of a row says which: a site's title, `mujer`, `es-MX`, a partner's title; '' where it is not known. */
export const BREAKDOWNS = ['site', 'stage', 'cohort', 'partner', 'language', 'sex'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export interface ReportContext {
  /** Off the hot thread, 10 s at most. */
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  readonly sight: Sight;
  readonly now: Millis;
}

/** What came out. Every percentage is a `share`, which carries its n and N; a cell that nobody knows is null, never 0. */
export interface Report {
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
  readonly tables: readonly ReportTable[];
  /** What a reader must know to read it right: keys `report.note-<key>` of locales/. */
  readonly notes: readonly { readonly key: string; readonly vars: Readonly<Record<string, string | number>> }[];
}

export interface ReportTable {
  readonly id: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Its rows are no parts of one whole (lessons, not sites): in shared reports none is hidden for the sake of another. */
  readonly apart?: true;
  /** Its columns of people add up along a row (a matrix), so that one hidden cell of a row needs another. */
  readonly across?: true;
}

export interface ReportColumn {
  /** Small letters and _: the heading of CSV; shown under `report.column-<id>` of locales/. */
  readonly id: string;
  /** `person`: a person's id, shown as a pseudonym in CSV, with her first name beside it only where `names`. `minor`: money in hundredths. */
  readonly type: 'text' | 'person' | 'count' | 'share' | 'minutes' | 'minor' | 'day' | 'moment' | 'number' | 'key';
  /** For the codebook of CSV: what it counts and over whom, in one sentence. */
  readonly means: string;
  /** It counts no people (sessions, messages, sites): shared reports tell it however few. */
  readonly things?: true;
  /** With `type: 'key'`: what its values are shown as, `<says>-<value>` of locales/; `<says><value>` where it ends in a point. */
  readonly says?: string;
}

export type Cell = string | number | Share | null;

/** n of N, and for how many of N nobody knows. `of` never holds those whom it does not concern. */
export interface Share {
  readonly n: number;
  readonly of: number;
  readonly missing?: number;
}
