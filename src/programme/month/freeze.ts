import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { bySchema } from '../audit.ts';

/** A page as it was given out. Its bytes never change; a correction is a version of its own. */
export interface Frozen {
  readonly id: string;
  readonly version: number;
  /** Of a correction: what it says of itself. */
  readonly why: string | null;
  /** JSON of MonthContent. */
  readonly content: string;
  readonly sha256: string;
  readonly at: Millis;
}

export interface FrozenOf {
  readonly workspace: string;
  readonly programme: string;
  /** yyyy-mm. */
  readonly period: string;
  /** Canonical JSON. */
  readonly scope: string;
}
const NAME = 'month';

/** The versions of a page, the newest first. */
export const frozenQuery = ({ workspace, programme, period, scope }: FrozenOf): Query => ({
  sql: {
    sqlite: `select id, version, why, content, sha256, frozen_at as at from report_frozen where workspace = @workspace
      and programme = @programme and name = '${NAME}' and period = @period and scope = @scope order by version desc`,
  },
  params: { workspace, programme, period, scope },
});

export const frozenOf = (row: SqlRow): Frozen => ({
  id: String(row['id']),
  version: Number(row['version']),
  why: row['why'] as string | null,
  content: String(row['content']),
  sha256: String(row['sha256']),
  at: Number(row['at']),
});

const input = z.strictObject({
  workspace: z.string().default('main'),
  programme: z.string().min(1),
  period: z.string().regex(/^\d{4}-\d{2}$/),
  scope: z.string(),
  content: z.string().min(2),
  /** It corrects what was given out before. */
  why: z.string().trim().min(3).max(200).optional(),
  by: bySchema,
});
type Input = z.output<typeof input>;

/** Keeps a page for ever. Where there is one already and no correction is meant, that one stands, whatever was made meanwhile. */
export const monthFreeze: Operation<Input, Frozen> = {
  name: 'report.freeze',
  input: input as z.ZodType<Input>,
  reads: { before: (given) => frozenQuery(given) },
  decide({ before }, { workspace, programme, period, scope, content, why, by }, { now, newId }) {
    const last = before?.[0] && frozenOf(before[0]);
    if (last && why === undefined) return { rows: [], output: last };
    const id = newId();
    const frozen: Frozen = {
      id,
      version: (last?.version ?? 0) + 1,
      why: last ? (why ?? null) : null,
      content,
      sha256: createHash('sha256').update(content).digest('hex'),
      at: now,
    };
    const { at, ...kept } = frozen;
    return {
      rows: [
        {
          op: 'insert',
          table: 'report_frozen',
          values: {
            ...kept,
            workspace,
            programme,
            name: NAME,
            period,
            scope,
            by_kind: by.kind,
            by_id: by.id,
            frozen_at: at,
          },
        },
      ],
      output: frozen,
    };
  },
};
