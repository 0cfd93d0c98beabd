import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { Programme } from '../flow/programme.ts';
import type { Operation, Query, SqlRow } from '../store/port.ts';
import type { By } from './audit.ts';
import type { Sight } from './sight.ts';

/** What a token may be given: reading or writing one family of records. */
export const SCOPES = [
  'programmes:read',
  'people:read',
  'people:write',
  'people:export',
  'units:read',
  'units:write',
  'broadcasts:read',
  'broadcasts:write',
  'templates:read',
  'staff:read',
  'staff:write',
  'reports:read',
  'records:read',
  'records:write',
  'audit:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * One address of `/api/v1`, as a capability offers it: schemas and a function, no HTTP. The server checks token, scope
 * and input, writes the audit line of whatever is no GET, keeps idempotency keys, and makes the OpenAPI page of it.
 */
export interface Route<P = unknown, Q = unknown, B = unknown, R = unknown> {
  /** OpenAPI operationId and audit action: `broadcast.send`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /api/v1, places as `{id}`: `/broadcasts/{id}/pause`. */
  readonly path: `/${string}`;
  readonly scope: Scope;
  readonly summary: string;
  readonly params?: z.ZodType<P>;
  /** Values come as text: `z.coerce`. A list takes `cursor` and `limit` (programme/page.ts). */
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** The body is a file of one of these media types and at most so many bytes; `body` then takes a Uint8Array. */
  readonly raw?: { readonly types: readonly string[]; readonly limit: number };
  readonly reply: z.ZodType<R>;
  /** GET only: the answer is a file of one of these media types, and `reply` is `fileReply`. */
  readonly file?: readonly string[];
  run(given: { readonly params: P; readonly query: Q; readonly body: B }, at: RouteContext): Promise<R>;
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds routes of every shape
export type AnyRoute = Route<any, any, any, any>;

/** All that a route may do. It throws RecadoError for what the caller did wrong. */
export interface RouteContext {
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  /** Each runs in a commit of its own; under an Idempotency-Key what was done is not done again. */
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  readonly programmes: ReadonlyMap<string, Programme>;
  readonly sight: Sight;
  readonly by: By;
  /** The staff person whose token it is. */
  readonly person: string | null;
  /** A phone as people write it, and where to write to it first. Throws PHONE_INVALID. */
  readonly place: (
    phone: string,
    channel?: ChannelId,
  ) => Promise<{ readonly phone: string; readonly channel: ChannelId; readonly ourNumber: string }>;
  /** Where a number that nobody knows is written to, and from which number of ours. */
  readonly newcomers: (channel?: ChannelId) => { readonly channel: ChannelId; readonly ourNumber: string };
  /** The numbers that people write to, in E.164. */
  readonly ourNumbers: () => Promise<{ readonly whatsapp?: string; readonly sms?: string }>;
  /** A system text of locales/. */
  readonly words: (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;
  /** Where our pages stand (PUBLIC_URL), as printed codes lead there; absent where it is not set. */
  readonly publicUrl: string | undefined;
  /** A printed page as a PDF. Throws PAPER_LETTERS. */
  readonly paper: (sheet: Sheet) => Promise<Uint8Array>;
  readonly now: Millis;
}

/** What a route with `file` gives. `name` is what the caller's program saves it as: ASCII, without places. */
export const fileReply = z.strictObject({
  bytes: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array),
  type: z.string(),
  name: z.string().regex(/^[\w.-]{1,80}$/),
});
export type FileReply = z.output<typeof fileReply>;

/** Keeps the types of a route's schemas together: `export const list = defineRoute({ … })`. */
export const defineRoute = <P, Q, B, R>(route: Route<P, Q, B, R>): Route<P, Q, B, R> => route;
