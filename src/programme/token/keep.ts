import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { KEPT_FOR, keptRow } from '../recorded.ts';

const revoke = z.strictObject({ id: z.string().min(1), workspace: z.string().default('main') });

/** From the next request on the token opens nothing. Throws TOKEN_UNKNOWN, also where it was revoked before. */
export const tokenRevoke: Operation<z.output<typeof revoke>, { readonly id: string; readonly name: string }> = {
  name: 'token.revoke',
  input: revoke as z.ZodType<z.output<typeof revoke>>,
  reads: {
    token: ({ id, workspace }) => ({
      sql: { sqlite: 'select name from token where id = @id and workspace = @workspace and revoked_at is null' },
      params: { id, workspace },
    }),
  },
  decide({ token }, { id }, { now }) {
    const name = token?.[0]?.['name'];
    if (name === undefined) throw new RecadoError('TOKEN_UNKNOWN', { id });
    const row = { op: 'update', table: 'token', key: { id }, set: { revoked_at: now } } as const;
    return { rows: [row], output: { id, name: String(name) } };
  },
};

/** All tokens, the newest first, without their secrets' hashes. */
export const tokenList: Operation<Record<string, never>, readonly SqlRow[]> = {
  name: 'token.list',
  input: z.object({}),
  reads: {
    tokens: () => ({
      sql: {
        sqlite: `select t.id, t.name, t.scopes, t.role, t.programmes, t.within, p.name as person, t.expires_at,
            t.last_used_on, t.revoked_at
          from token t left join person p on p.id = t.person_id order by t.id desc`,
      },
      params: {},
    }),
  },
  decide: ({ tokens }) => ({ rows: [], output: tokens ?? [] }),
};

const used = z.strictObject({ id: z.string(), day: z.iso.date() });

/** Keeps the day on which it was last used. */
export const tokenUsed: Operation<z.output<typeof used>, null> = {
  name: 'token.used',
  input: used,
  reads: {},
  decide: (_, { id, day }) => ({
    rows: [{ op: 'update', table: 'token', key: { id }, set: { last_used_on: day } }],
    output: null,
  }),
};

const kept = z.strictObject({
  key: z.strictObject({ token: z.string(), key: z.string(), nth: z.number().int(), request: z.string() }),
  answer: z.json(),
  workspace: z.string(),
});

/** Keeps the whole answer to a request that may come again, and lets those of the day before go. */
export const answerKept: Operation<z.output<typeof kept>, null> = {
  name: 'token.answered',
  input: kept,
  reads: {},
  decide: (_, { key, answer, workspace }, { now }) => ({
    rows: [keptRow(key, answer, workspace, now)],
    statements: [
      { sql: { sqlite: 'delete from idempotency_key where at <= @before' }, params: { before: now - KEPT_FOR } },
    ],
    output: null,
  }),
};

const looked = z.strictObject({
  token: z.string(),
  action: z.string(),
  about: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
  workspace: z.string(),
});

/** The audit line of a request that is no GET and yet wrote nothing, such as a search by name. */
export const tokenLooked: Operation<z.output<typeof looked>, null> = {
  name: 'token.looked',
  input: looked,
  reads: {},
  decide: (_, { token, action, about, detail, workspace }, { now }) => ({
    rows: [audited({ kind: 'token', id: token }, action, about, detail, { now, workspace })],
    output: null,
  }),
};
