import { z } from 'zod';
import { DAY, type Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { AnyOperation, Operation, Query, RowWrite } from '../store/port.ts';
import { audited, bySchema } from './audit.ts';

/** An answer is kept for a day: longer than any honest client repeats itself. */
export const KEPT_FOR: Millis = DAY;

const record = z.strictObject({
  by: bySchema,
  /** What the log calls it. */
  action: z.string(),
  about: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
  /** `rest`: another operation of the same request has left it. Absent: whoever only looked leaves none. */
  line: z.enum(['always', 'rest']).optional(),
  workspace: z.string().min(1),
  /** Of a request that may come twice. */
  key: z.strictObject({ token: z.string(), key: z.string(), nth: z.number().int(), request: z.string() }).optional(),
});
export type Recording = z.output<typeof record>;
export type Key = NonNullable<Recording['key']>;

const NAME = 'recorded:';
/** Its own read, beside those of the operation: none of theirs has a colon. */
const KEPT = 'recorded:kept';
export const recordedName = (operation: { readonly name: string }): string => NAME + operation.name;

/**
 * The same operation, leaving its line in the audit log in the same commit, and, under a key, its output: the second time
 * it does nothing and gives that. `about` is what the caller names, else the id that the output names. Throws
 * IDEMPOTENCY_KEY_REUSED.
 */
export function recorded(operation: AnyOperation): AnyOperation {
  const input = z.strictObject({ input: operation.input, record });
  type Input = { readonly input: unknown; readonly record: Recording };
  if (KEPT in operation.reads) throw new Error(`${operation.name} reads ${KEPT}, which is taken`);
  const reads = Object.entries(operation.reads).map(([name, make]) => [
    name,
    (given: Input, now: Millis) => make(given.input, now),
  ]);
  const twin: Operation<Input, unknown> = {
    name: recordedName(operation),
    drawsAs: operation.drawsAs ?? operation.name,
    input: input as z.ZodType<Input>,
    reads: { ...Object.fromEntries(reads), [KEPT]: ({ record: { key } }: Input, now: Millis) => keptQuery(key, now) },
    decide(loaded, given, at) {
      const { by, action, about, detail, line: when, workspace, key } = given.record;
      const kept = loaded[KEPT]?.[0];
      if (kept) {
        if (kept['request'] !== key?.request) throw new RecadoError('IDEMPOTENCY_KEY_REUSED');
        return { rows: [], output: JSON.parse(String(kept['answer'])) };
      }
      const decision = operation.decide(loaded, given.input, at);
      const wrote = decision.rows.length > 0 || (decision.statements ?? []).length > 0;
      const line = audited(by, action, about ?? idIn(decision.output), detail, { now: at.now, workspace });
      return {
        ...decision,
        rows: [
          ...decision.rows,
          ...(when === 'always' || (wrote && when !== 'rest') ? [line] : []),
          ...(key ? [keptRow(key, decision.output as Json, workspace, at.now)] : []),
        ],
      };
    },
  };
  return twin;
}

/** The answer to a request under a key, or what one of its operations gave; no row where it was never asked, or a day ago. */
export function keptQuery(key: Key | undefined, now: Millis): Query {
  return {
    sql: {
      sqlite: `select request, answer from idempotency_key
        where token_id = @token and key = @key and nth = @nth and at > @since`,
    },
    params: { token: key?.token ?? '', key: key?.key ?? '', nth: key?.nth ?? 0, since: now - KEPT_FOR },
  };
}

export function keptRow(key: Key, answer: Json | undefined, workspace: string, now: Millis): RowWrite {
  return {
    op: 'upsert',
    table: 'idempotency_key',
    key: ['token_id', 'key', 'nth'],
    values: {
      token_id: key.token,
      key: key.key,
      nth: key.nth,
      workspace,
      request: key.request,
      answer: JSON.stringify(answer ?? null),
      at: now,
    },
  };
}

/** `{ id }` or `{ personId }`: what was made. */
function idIn(output: unknown): string | null {
  const { id, personId } = (output ?? {}) as { id?: unknown; personId?: unknown };
  return typeof id === 'string' ? id : typeof personId === 'string' ? personId : null;
}
