/** What a reviewer may say of a homework: it is whole, it will do, it is to be done again, or she need not do it. */
export const VERDICTS = ['done', 'partly', 'redo', 'excused'] as const;
export type Verdict = (typeof VERDICTS)[number];
