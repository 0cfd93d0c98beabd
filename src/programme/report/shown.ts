import type { Report, ReportTable } from '../report.ts';

/** A figure that is not told: `few` stand in it, or it is a `guard`, without which one of the few could be worked out. */
export interface Hidden {
  readonly hidden: 'few' | 'guard';
}
export type Figure = number | Hidden;

export interface ShownShare {
  readonly n: Figure;
  readonly of: Figure;
  readonly missing?: Figure;
}
export type ShownCell = string | Figure | ShownShare | null;

export interface ShownTable extends Omit<ReportTable, 'rows'> {
  readonly rows: readonly (readonly ShownCell[])[];
}

/** A report as somebody in particular gets it. */
export interface ShownReport extends Omit<Report, 'tables'> {
  readonly programme: string;
  /** IANA zone of its days. */
  readonly zone: string;
  readonly madeAt: number;
  /** It may leave the team: small cells are hidden and nobody is named. */
  readonly shared: boolean;
  readonly scope: Readonly<Record<string, string>>;
  readonly tables: readonly ShownTable[];
  /** First names by person id; null where nobody is named. */
  readonly names: ReadonlyMap<string, string> | null;
}

export const isHidden = (value: unknown): value is Hidden =>
  typeof value === 'object' && value !== null && 'hidden' in value;
export const isShare = (value: unknown): value is ShownShare =>
  typeof value === 'object' && value !== null && 'of' in value;

/** Of a share, in percent with one decimal; undefined where there is no N or it is not told. */
export function percentOf({ n, of }: ShownShare): number | undefined {
  return typeof n === 'number' && typeof of === 'number' && of > 0 ? Math.round((1000 * n) / of) / 10 : undefined;
}
