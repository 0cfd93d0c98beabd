import type { SqlRow } from '../../store/port.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** What a preview counted. */
export interface Tally {
  readonly rows: number;
  /** Not known before. */
  readonly new: number;
  /** Known, and not in this programme or not asked yet. */
  readonly known: number;
  /** Takes part already; the list changes where she stands or what is known of her. */
  readonly changed: number;
  /** Takes part already, and nothing changes. */
  readonly same: number;
  readonly refused: number;
  /** Of the new and the known: they get the invitation. */
  readonly invited: number;
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>;
  /** Lines of import_problem so far. */
  readonly seq: number;
}

/** What has been done. */
export interface Result {
  readonly invited: number;
  /** By paper: they go on to their registration. */
  readonly consented: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
}

export const NO_TALLY: Tally = {
  rows: 0,
  new: 0,
  known: 0,
  changed: 0,
  same: 0,
  refused: 0,
  invited: 0,
  problems: {},
  seq: 0,
};
export const NO_RESULT: Result = { invited: 0, consented: 0, changed: 0, same: 0, refused: 0 };

export const tallyOf = (row: SqlRow): Tally => ({
  ...NO_TALLY,
  ...(JSON.parse(String(row['tally'])) as Partial<Tally>),
});
export const resultOf = (row: SqlRow): Result => ({
  ...NO_RESULT,
  ...(JSON.parse(String(row['result'])) as Partial<Result>),
});

export function withProblems(tally: Tally, problems: readonly Problem[]): Tally {
  const by: Partial<Record<ProblemCode, number>> = { ...tally.problems };
  for (const { code } of problems) by[code] = (by[code] ?? 0) + 1;
  return { ...tally, problems: by, seq: tally.seq + problems.length };
}
