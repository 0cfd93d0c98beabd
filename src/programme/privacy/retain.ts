import { z } from 'zod';
import { DAY, HOUR } from '../../base/clock.ts';
import { trashed } from '../../store/erase/slice.ts';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { type PackFacts, packFactsIn, packFactsQuery } from '../pack-facts.ts';

/** Rows looked through in one commit. */
const STRETCH = 5_000;
const ENDED = `('completed', 'dropped', 'declined', 'withdrawn')`;
/** Everywhere she is or was, she has ended, and the days of that programme are over. One that keeps them keeps hers. */
const OVER = (person: string) => `exists (select 1 from enrolment e where e.person_id = ${person})
  and not exists (select 1 from enrolment e where e.person_id = ${person} and not (e.state in ${ENDED}
    and exists (select 1 from json_each(@packs) k where k.value ->> 'programme' = e.programme and e.since <= k.value ->> 'before')))`;

const input = z.strictObject({
  table: z.enum(['inbox', 'media']),
  after: z.number().int().min(0),
  job: jobSchema.optional(),
});

/**
 * Every night: the words of messages as they came, and files, of people who ended long enough ago are emptied, as their
 * programmes say (`privacy: { inbound_days, media_days }`). Answers, homework texts and records stay.
 */
export const retain: Operation<z.output<typeof input>, null> = {
  name: 'privacy.retain',
  input,
  reads: {
    packs: () => packFactsQuery(),
    last: ({ table, after }) => ({
      sql: { sqlite: `select coalesce(max(rowid), 0) as last from ${table} where rowid > @after` },
      params: { after },
    }),
  },
  decide({ packs, last }, { table, after, job }, { now, newId }) {
    const facts = packFactsIn(packs);
    const to = after + STRETCH;
    const more = Number(last?.[0]?.['last'] ?? 0) > to;
    const place = more
      ? { table, after: to }
      : table === 'inbox'
        ? { table: 'media', after: 0 }
        : { table: 'inbox', after: 0 };
    const night = !more && table === 'media';
    const goesOn = facts.some(({ retention }) => retention !== undefined);
    const next = jobRow(
      {
        operation: retain.name,
        input: place,
        at: night ? now + DAY - HOUR / 2 : now,
        workspace: job?.workspace ?? 'main',
      },
      { now, newId },
    );
    return {
      rows: [...jobDone(job, [], now), ...(goesOn ? [next] : [])],
      statements: table === 'inbox' ? inbound(facts, after, to, now) : media(facts, after, to, now),
      output: null,
    };
  },
};

const before = (facts: readonly PackFacts[], key: 'inboundDays' | 'mediaDays', now: number): string =>
  JSON.stringify(
    facts.flatMap(({ programme, retention }) => {
      const days = retention?.[key];
      return days === undefined ? [] : [{ programme, before: now - days * DAY }];
    }),
  );

function inbound(facts: readonly PackFacts[], after: number, to: number, now: number): Query[] {
  const packs = before(facts, 'inboundDays', now);
  if (packs === '[]') return [];
  return [
    {
      sql: {
        sqlite: `update inbox as i set inbound = '{}' where i.seq > @after and i.seq <= @to and i.state <> 0 and i.inbound <> '{}'
          and exists (select 1 from person_address pa where pa.address_id = i.address_id)
          and not exists (select 1 from person_address pa where pa.address_id = i.address_id and not (${OVER('pa.person_id')}))`,
      },
      params: { packs, after, to },
    },
  ];
}

function media(facts: readonly PackFacts[], after: number, to: number, now: number): Query[] {
  const packs = before(facts, 'mediaDays', now);
  if (packs === '[]') return [];
  const where = `rowid > @after and rowid <= @to and path is not null and person_id is not null
    and not exists (select 1 from recording r where r.media_id = media.id) and ${OVER('media.person_id')}`;
  const params = { packs, after, to };
  return [
    trashed(where, params, now),
    {
      sql: { sqlite: `update media set path = null, sha256 = null, ref = '{}', state = 'gone' where ${where}` },
      params,
    },
  ];
}

/** Begins the nights, where some programme empties anything and nobody has begun. */
export const retainStart: Operation<Record<string, never>, null> = {
  name: 'privacy.retain.start',
  input: z.strictObject({}),
  reads: {
    packs: () => packFactsQuery(),
    waiting: () => ({
      sql: { sqlite: `select 1 from job where state = 0 and operation = '${retain.name}' limit 1` },
      params: {},
    }),
  },
  decide({ packs, waiting }, _, { now, newId }) {
    const wanted = packFactsIn(packs).some(({ retention }) => retention !== undefined);
    if (!wanted || waiting?.[0]) return { rows: [], output: null };
    const job = { operation: retain.name, input: { table: 'inbox', after: 0 }, at: now, workspace: 'main' };
    return { rows: [jobRow(job, { now, newId })], output: null };
  },
};
