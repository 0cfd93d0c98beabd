/**
 * How long an answer may take by law, by country (docs/privacy.md says which; check it with a lawyer). What we promise her
 * is four weeks everywhere (programme/privacy-due.ts), which is no longer than any of them.
 */
const TERMS: Readonly<Record<string, string>> = {
  MX: '20 working days, and 15 more to carry it out',
  CL: '30 days',
  ES: 'one month',
  PT: 'one month',
};

const ELSEWHERE = 'not known here: as the strictest, 20 working days';

export const termOf = (country: string | null): string => TERMS[country ?? ''] ?? ELSEWHERE;

/** Every term that may be said. */
export const ALL_TERMS: readonly string[] = [...new Set([...Object.values(TERMS), ELSEWHERE])];
