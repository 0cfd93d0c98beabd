/**
 * What may be said of a row, and what becomes of it: `error`, it is left out; `hold`, it is left out until somebody has
 * looked; `ask`, it goes on as its text says; `note`, worth knowing. The texts are `import.<code>` of locales/.
 */
export const PROBLEMS = {
  'name-missing': 'error',
  'name-long': 'error',
  'name-odd': 'error',
  'phone-missing': 'error',
  'phone-short': 'error',
  'phone-long': 'error',
  'phone-wrong': 'error',
  'phone-excel': 'error',
  'phone-none': 'note',
  'phone-old': 'note',
  formula: 'error',
  'too-long': 'error',
  damaged: 'ask',
  'language-unknown': 'error',
  'cohort-unknown': 'error',
  'group-unknown': 'error',
  'place-unknown': 'error',
  'sex-unclear': 'error',
  'date-wrong': 'error',
  'paper-half': 'error',
  twice: 'error',
  'twice-longer': 'error',
  'twice-like': 'hold',
  'shared-line': 'note',
  'shared-known': 'note',
  'known-longer': 'ask',
  'known-like': 'hold',
  silent: 'note',
  differs: 'note',
  erased: 'error',
  'said-no': 'error',
  'wrong-number': 'error',
  elsewhere: 'error',
} as const;
export type ProblemCode = keyof typeof PROBLEMS;
export type Level = (typeof PROBLEMS)[ProblemCode];
export const LEVELS = ['error', 'hold', 'ask', 'note'] as const satisfies readonly Level[];

export interface Problem {
  readonly line: number;
  readonly code: ProblemCode;
  /** The column's header, as the file has it. */
  readonly heading?: string;
  readonly vars?: Readonly<Record<string, string | number>>;
  /** What the cell holds; absent where the programme lets it leave by no door. */
  readonly value?: string;
  /** Whom it is about, of those known before. */
  readonly person?: string;
}

/** The row is not done. */
export const isOut = ({ code }: Pick<Problem, 'code'>): boolean => ['error', 'hold'].includes(PROBLEMS[code]);
