import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { DAY_RANKS } from '../../domain/day-limit.ts';
import { PRIORITY } from '../../domain/outbound.ts';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { LOOK_SOON, SLICE } from './limits.ts';
import { latest, type Moment, momentsOf } from './moments.ts';
import { type Broadcast, broadcastOf, broadcastQuery, THREAD, zonesById } from './row.ts';
import { watch } from './watch.ts';

/** How she is called on a phone that several share: as conversation/names-on-phone.ts does. */
const NAME_AMONG = `case when exists (select 1 from person_address pa join person q on q.id = pa.person_id
    where pa.address_id = r.address_id and q.id <> p.id
      and substr(q.name, 1, instr(q.name || ' ', ' ')) = substr(p.name, 1, instr(p.name || ' ', ' ')))
  then p.name else substr(p.name || ' ', 1, instr(p.name || ' ', ' ') - 1) end`;
/** What `readBy` (text.ts) reads, but folding, which the channel does. */
const WORDS = (form: 'text' | 'sms') => `case when r.shared = 1 and p.name is not null
    then replace(t.value ->> '$.sign.${form}', '{{name}}', ${NAME_AMONG}) || ' ' else '' end
  || replace(t.value ->> '${form}', '{{name}}', coalesce(p.name, t.value ->> 'fallback'))`;

const ENQUEUE = `insert or ignore into outbox (id, workspace, lane_id, person_id, address_id, channel, our_number, group_id, part,
    kind, priority, rank, message, thread_id, extra, next_at, expires_at, created_at, counted_on)
  select w.id, w.workspace, w.lane_id, w.person_id, w.address_id, w.channel, w.our_number, w.id, 0, 'broadcast',
    ${PRIORITY.broadcast}, ${DAY_RANKS.indexOf('broadcast')},
    json_patch(json_object('text', w.text, 'sms', w.sms), case
      when @template is not null then json_object('template', json(@template))
      when @stands_in then json_object('standIn', json_object('purpose', 'broadcast', 'programme', @programme, 'language', w.language,
        'values', json_object('name', w.name, 'text', w.text, 'programme', @title))) else '{}' end),
    @thread, json_object('zone', w.zone, 'quiet', json(@quiet)), w.leave, w.expires, @now, w.day
  from (select @id || '-' || r.n as id, p.workspace, p.lane_id, p.id as person_id, a.id as address_id, a.channel, a.our_number,
      ${WORDS('text')} as text, ${WORDS('sms')} as sms, coalesce(t.value ->> 'language', p.language, @language) as language,
      coalesce(p.name, t.value ->> 'fallback') as name,
      r.zone, m.value ->> 'leave' as leave, m.value ->> 'expires' as expires, m.value ->> 'day' as day
    from broadcast_recipient r cross join person p on p.id = r.person_id cross join address a on a.id = r.address_id
      cross join json_each(@texts) t on t.key = r.text cross join json_each(@moments) m on m.value ->> 'zone' = r.zone
    where r.broadcast_id = @id and r.n > @from and r.n <= @to and r.reason is null and p.blocked_at is null
      and (m.value ->> 'expires' is null or m.value ->> 'leave' < m.value ->> 'expires') order by r.n) w`;

const TOO_LATE = `update broadcast_recipient set reason = 'too-late'
  where broadcast_id = @id and n > @from and n <= @to and reason is null and zone in
    (select value ->> 'zone' from json_each(@moments) where value ->> 'leave' >= value ->> 'expires')`;

function slice(b: Broadcast, to: number, moments: readonly Moment[], now: number): readonly Query[] {
  const some = { id: b.id, from: b.queued, to, moments: JSON.stringify(moments) };
  return [
    {
      sql: { sqlite: ENQUEUE },
      params: {
        ...some,
        now,
        thread: THREAD + b.id,
        texts: JSON.stringify(b.texts),
        template: b.template ? JSON.stringify(b.template) : null,
        stands_in: b.pack.templates.length > 0 ? 1 : 0,
        programme: b.programme,
        title: b.pack.title,
        language: b.pack.languages[0]!,
        quiet: JSON.stringify(b.pack.quiet),
      },
    },
    { sql: { sqlite: TOO_LATE }, params: some },
  ];
}

const input = z.strictObject({ id: z.string().min(1), job: jobSchema.optional() });

/**
 * Puts the next slice of the frozen audience into the outbox, each with her own words and hour, and asks for the slice after
 * it. Twice is once: a row's id comes of its place in the audience.
 */
export const enqueue: Operation<z.output<typeof input>, { readonly queued: number }> = {
  name: 'broadcast.enqueue',
  input,
  reads: {
    broadcast: ({ id }) => broadcastQuery(id),
    zones: ({ id }) => zonesById(id),
  },
  decide({ broadcast, zones }, { id, job }, { now, newId }) {
    const row = broadcast?.[0];
    if (!row) throw new RecadoError('BROADCAST_UNKNOWN', { id });
    const b = broadcastOf(row);
    if (b.state !== 'scheduled' && b.state !== 'sending')
      return { rows: jobDone(job, [], now), output: { queued: b.queued } };
    const { timezone: zone, quiet } = b.pack;
    const moments = momentsOf(
      b.moment,
      (zones ?? []).map((one) => String(one['timezone'])),
      { now, zone, quiet },
    );
    const to = Math.min(b.judged, b.queued + SLICE);
    const more = to < b.judged;
    const next = jobRow(
      {
        operation: more ? enqueue.name : watch.name,
        input: { id },
        at: more ? now : Math.max(now, latest(moments)) + LOOK_SOON,
        workspace: b.workspace,
      },
      { now, newId },
    );
    return {
      rows: [
        {
          op: 'update',
          table: 'broadcast',
          key: { id },
          set: { state: 'sending', queued: to },
          expect: { state: b.state, queued: b.queued },
        },
        ...jobDone(job, [], now),
        next,
      ],
      statements: to > b.queued ? slice(b, to, moments, now) : [],
      output: { queued: to },
    };
  },
};
