/**
 * Every error an outsider can meet: stable code → what happened and what to do next. Codes are never reused.
 * `{name}` places are filled from the details. `docs/errors.md` holds the same codes, and a test compares both ways.
 * Mistakes in flow files are issues, not errors: their codes stand in flow/issues.ts.
 */
export const ERRORS = {
  CONFIG_INVALID: {
    says: 'The settings are not valid: {problems}',
    next: 'Correct them in the environment or in .env; docs/operations.md lists every setting.',
    status: 500,
  },
  PACK_INVALID: {
    says: 'The programme packs in {dir} have {count} errors.',
    next: 'Run `recado check` to see each with its file, line and column; nothing was started.',
    status: 500,
  },
} as const satisfies Record<string, { says: string; next: string; status: number }>;

export type ErrorCode = keyof typeof ERRORS;

/** The one error class: a code of the catalogue, its sentence filled in, and what to do. */
export class RecadoError extends Error {
  readonly code: ErrorCode;
  readonly next: string;
  readonly status: number;
  constructor(code: ErrorCode, details: Record<string, string | number> = {}, options?: { cause?: unknown }) {
    const entry = ERRORS[code];
    super(fill(entry.says, details), options);
    this.name = 'RecadoError';
    this.code = code;
    this.next = fill(entry.next, details);
    this.status = entry.status;
  }
}

function fill(text: string, details: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
