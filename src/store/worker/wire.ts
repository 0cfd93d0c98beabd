import { ERRORS, type ErrorCode, RecadoError } from '../../base/errors.ts';

/** An error on its way between threads: a class does not cross, its code and details do. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;
  /** For the log. */
  readonly cause: string;
}

export function toWire(error: unknown): WireError {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof RecadoError) return { code: error.code, details: error.details, cause };
  return { code: 'STORE_UNAVAILABLE', details: { why: 'unexpected' }, cause };
}

export function fromWire({ code, details, cause }: WireError): RecadoError {
  const known = code in ERRORS ? code : 'STORE_UNAVAILABLE';
  return new RecadoError(known, { ...details }, { cause: new Error(cause) });
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: WireError };
