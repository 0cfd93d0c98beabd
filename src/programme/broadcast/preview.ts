import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import { hash32, seededRandom } from '../../base/random.ts';
import type { OutTemplate } from '../../domain/outbound.ts';
import type { Operation, Query, RowWrite, SqlRow } from '../../store/port.ts';
import { audienceSchema } from '../audience.ts';
import { type By, bySchema } from '../audit.ts';
import { mayAsk } from '../classes.ts';
import { type PackFacts, packFactsIn, packFactsQuery } from '../pack-facts.ts';
import type { Sight } from '../sight.ts';
import { moveStatement, sliceStatement } from './freeze.ts';
import { SAME_WITHIN } from './limits.ts';
import { momentsOf } from './moments.ts';
import { BROADCASTS, type Broadcast, broadcastOf, broadcastQuery, seen, zonesById, zonesOf } from './row.ts';
import { NOTHING } from './tally.ts';
import { textsOf } from './text.ts';

const words = z.strictObject({ text: z.string(), sms: z.string().optional() });
const local = z.strictObject({
  date: z.iso.date(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'hh:mm'),
});

/** A broadcast as its author writes it. */
export const draftSchema = z.strictObject({
  /** For everybody whose language has no text of its own. */
  text: words.optional(),
  /** By language, BCP 47. */
  texts: z.record(z.string().min(2).max(20), words).optional(),
  audience: audienceSchema,
  /** Absent: now. Read in each person's zone. */
  on: local.optional(),
  /** After this it goes to nobody any more. */
  until: local.optional(),
  /** An approved template of WhatsApp, where its window is closed. */
  template: z
    .strictObject({ name: z.string().min(1), language: z.string().min(2), parameters: z.array(z.string()).max(10) })
    .optional(),
  /** Though the same went out within the hour. */
  force: z.boolean().optional(),
  /** The same key gives the same broadcast. */
  key: z.string().min(1).max(200).optional(),
});
export type BroadcastDraft = z.output<typeof draftSchema>;

/** Who writes, what she may see, and where she is answered. */
export interface Author {
  readonly by: By;
  readonly sight: Sight;
  readonly lane?: string;
  readonly person?: string;
}

const input = z.strictObject({
  draft: draftSchema.optional(),
  /** Instead of an audience and words: to those whom that broadcast did not reach. */
  resend: z.strictObject({ id: z.string(), force: z.boolean().optional() }).optional(),
  by: bySchema,
  sight: z.custom<Sight>(),
});
type Input = z.output<typeof input>;

export interface Begun {
  readonly id: string;
  readonly rows: readonly RowWrite[];
  readonly statements: readonly Query[];
}

/** Rows of `near`: the author's broadcasts of the last hour, and every code that is in use. */
export const nearQuery = (workspace: string, author: string, now: number, key?: string): Query => ({
  sql: {
    sqlite: `${BROADCASTS} where b.workspace = @workspace
      and (b.code is not null or b.by_id = @author and (b.created_at > @since or b.key = @key)) order by b.created_at, b.id`,
  },
  params: { workspace, author, since: now - SAME_WITHIN, key: key ?? null },
});

/** Previews that nobody confirmed in a day give their codes back. */
const FORGET: Query['sql'] = {
  sqlite: `update broadcast set state = 'cancelled', code = null, ended_at = @now
    where state in ('counting', 'previewed') and created_at < @now - ${DAY}`,
};

/**
 * Begins a preview: checks the words, draws a code and judges the first slice of the audience. The same broadcast by the
 * same author within an hour is not made twice: its preview is given again, and once it was confirmed it is refused.
 * Throws BROADCAST_EMPTY, BROADCAST_LONG, BROADCAST_PLACE, BROADCAST_PAST, BROADCAST_REPEATED, FIELD_CLOSED, SIGHT_DENIED.
 */
export function begin(
  draft: Omit<BroadcastDraft, 'template'> & { readonly template?: OutTemplate | undefined },
  { by, sight, lane, person }: Author,
  known: { readonly pack: PackFacts; readonly near: readonly SqlRow[]; readonly zones: readonly SqlRow[] },
  at: { readonly now: number; readonly newId: () => string },
  source?: Broadcast,
): Begun | { readonly known: Broadcast } {
  const { pack } = known;
  mayAsk(draft.audience, pack, sight);
  const texts = source?.texts ?? textsOf(draft, pack);
  const moment = { on: draft.on, until: draft.until };
  const zones = known.zones.map((row) => String(row['timezone']));
  const moments = momentsOf(moment, zones, { now: at.now, zone: pack.timezone, quiet: pack.quiet });
  const past = momentsOf({ on: draft.until ?? draft.on }, zones, { now: 0, zone: pack.timezone, quiet: [] });
  if ((draft.on || draft.until) && past.every(({ leave }) => leave <= at.now)) throw new RecadoError('BROADCAST_PAST');
  const said = JSON.stringify([texts, draft.audience, moment, draft.template ?? null, source?.id ?? null]);
  const same = `${hash32(said).toString(36)}-${hash32(`${said}.`).toString(36)}`;
  const own = known.near.filter((row) => row['by_id'] === by.id);
  const keyed = draft.key === undefined ? undefined : own.find((row) => row['key'] === draft.key);
  const twin = own.findLast(
    (row) => row['same'] === same && at.now - Number(row['created_at']) < SAME_WITHIN && row['state'] !== 'cancelled',
  );
  const before = keyed ?? (draft.force ? undefined : twin);
  if (before) {
    const b = broadcastOf(before);
    if (!keyed && b.confirmedAt !== null) throw new RecadoError('BROADCAST_REPEATED', { id: b.id });
    return { known: b };
  }
  const id = at.newId();
  const taken = new Set(known.near.map((row) => row['code']));
  const made = {
    id,
    workspace: sight.workspace,
    programme: pack.programme,
    texts,
    template: draft.template ?? null,
    audience: draft.audience,
    sight,
    source: source?.id ?? null,
    judged: 0,
    lastPerson: '',
    pack,
  };
  const row: RowWrite = {
    op: 'insert',
    table: 'broadcast',
    values: {
      id,
      workspace: sight.workspace,
      programme: pack.programme,
      state: 'counting',
      code: codeBeside(taken, id),
      texts: JSON.stringify(texts),
      template: draft.template ? JSON.stringify(draft.template) : null,
      audience: JSON.stringify(draft.audience),
      sight: JSON.stringify(sight),
      source_id: source?.id ?? null,
      moment: JSON.stringify(moment),
      by_kind: by.kind,
      by_id: by.id,
      lane_id: lane ?? null,
      person_id: person ?? null,
      key: draft.key ?? null,
      same,
      tally: JSON.stringify(NOTHING),
      created_at: at.now,
    },
  };
  const forget = { sql: FORGET, params: { now: at.now } };
  return { id, rows: [row], statements: [sliceStatement(made, moments, at.now), moveStatement(id), forget] };
}

/** Four digits that nothing else answers to. */
function codeBeside(taken: ReadonlySet<unknown>, seed: string): number {
  const random = seededRandom(seed);
  for (;;) {
    const code = 1_000 + Math.floor(random() * 9_000);
    if (!taken.has(code)) return code;
  }
}

/** `broadcast.preview`, for a shell or the API: what it began, `broadcast.freeze` goes on with until nothing is left. */
export const preview: Operation<Input, { readonly id: string }> = {
  name: 'broadcast.preview',
  input: input as z.ZodType<Input>,
  reads: {
    pack: ({ draft, resend }) => (draft ? packFactsQuery(draft.audience.programme) : broadcastQuery(resend?.id ?? '')),
    near: ({ by, sight, draft }, now) => nearQuery(sight.workspace, by.id, now, draft?.key),
    zones: ({ draft, resend }) => (draft ? zonesOf(draft.audience.programme) : zonesById(resend?.id ?? '')),
    source: ({ resend }) => broadcastQuery(resend?.id ?? ''),
  },
  decide({ pack, near, zones, source }, { draft, resend, by, sight }, at) {
    const [facts] = packFactsIn(pack);
    const old = source?.[0] && broadcastOf(source[0]);
    if (resend && !old) throw new RecadoError('BROADCAST_UNKNOWN', { id: resend.id });
    if (old) seen(old, sight, by);
    const programme = draft?.audience.programme ?? old?.programme ?? '';
    if (!facts) throw new RecadoError('PROGRAMME_UNKNOWN', { name: programme, known: '' });
    if (old && !['done', 'cancelled', 'sending'].includes(old.state))
      throw new RecadoError('BROADCAST_STATE', { id: old.id, state: old.state });
    const again = old && {
      audience: old.audience,
      ...(old.template ? { template: old.template } : {}),
      force: resend?.force,
    };
    const begun = begin(draft ?? again!, { by, sight }, { pack: facts, near: near ?? [], zones: zones ?? [] }, at, old);
    return 'known' in begun
      ? { rows: [], output: { id: begun.known.id } }
      : { rows: begun.rows, statements: begun.statements, output: { id: begun.id } };
  },
};
