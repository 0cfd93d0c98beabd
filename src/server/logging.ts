import type { LoggerOptions } from 'pino';
import { RecadoError } from '../base/errors.ts';

/** Fields that may hold a person's words, number or address. They never reach the log, at any depth. */
const PRIVATE = new Set(
  [
    'address authorization body bytes caption content cookie email filename from headers inbound item latitude longitude message',
    'name params password payload phone phones profile query raw sender senderName sms text title to token url username values',
    'waId wa_id bsuid',
  ].flatMap((line) => line.split(' ')),
);
const KEPT_OUT = '[kept out]';
/** Deep enough for any honest log line; what lies below is not written. */
const DEPTH = 5;

/**
 * Pino settings under which nothing personal is written: no bodies, no numbers, no addresses with their query strings.
 * Pino's own `redact` masks one level per wildcard, so a number two levels down would leak; this walks the whole object.
 */
export function logSettings(level: string): LoggerOptions {
  return {
    level,
    base: null,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => scrub(fields, DEPTH) as Record<string, unknown>,
    },
    serializers: { err: (error: unknown) => error }, // scrubbed already: `formatters.log` comes first
    hooks: {
      logMethod(args, method) {
        const [first, ...rest] = args as unknown[];
        // Without a sentence of ours pino would take the error's own.
        const said = rest.length > 0 || typeof first === 'string' ? args : [first, 'error'];
        const clean = (said as unknown[]).map((arg) => (typeof arg === 'string' ? scrubText(arg) : arg));
        method.apply(this, clean as Parameters<typeof method>);
      },
    },
  };
}

/** Long digit runs are phone numbers until proven otherwise; a query string may carry anything. */
export function scrubText(text: string): string {
  return text
    .replace(/((?:https?:\/\/|\/)[^\s?"'<>]*)\?[^\s"'<>]*/g, '$1?…')
    .replace(/\+\d[\d ().-]{6,}\d|(?<![a-z0-9])\d{9,15}(?![a-z0-9])/gi, KEPT_OUT);
}

function scrub(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return errorFields(value);
  if (depth === 0) return KEPT_OUT;
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => scrub(item, depth - 1));
  if (ArrayBuffer.isView(value)) return KEPT_OUT;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, PRIVATE.has(key) ? KEPT_OUT : scrub(inner, depth - 1)]),
  );
}

/**
 * An error as it is logged: where it happened, without words that may quote what came in (JSON.parse quotes the body).
 * The words of our own catalogue and of the system (ENOSPC, SQLITE_FULL…) are kept.
 */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const system = typeof code === 'string' && /^(E[A-Z]+|SQLITE_\w+|ERR_\w+|FST_\w+)$/.test(code);
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...((error instanceof RecadoError || system) && { says: scrubText(unquoted(code, error.message)) }),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: errorFields(error.cause) }),
  };
}

/** SQLite quotes what it stumbled over, a path in JSON say, which may be hers; names of tables and columns stand bare. */
function unquoted(code: unknown, message: string): string {
  return typeof code === 'string' && code.startsWith('SQLITE_')
    ? message.replace(/'[^']*'|"[^"]*"/g, KEPT_OUT)
    : message;
}
