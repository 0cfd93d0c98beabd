import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import { CHANNELS, hasWindow, WINDOW, WINDOW_MARGIN } from '../../domain/channel.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { SLICE } from './limits.ts';
import { type Moment, momentsOf } from './moments.ts';
import { BROADCASTS, type Broadcast, broadcastOf, THREAD, zonesById } from './row.ts';
import { previewLines } from './said.ts';
import { counted, GROUPS, type Tally } from './tally.ts';
import { textByLanguage } from './text.ts';

const WINDOWED = CHANNELS.filter(hasWindow);
/** Those who do not take part are no part of it; of these it is said why they get nothing. */
const BASE = ['invited', 'consenting', 'registering', 'active', 'paused', 'completed'] as const;

/**
 * The next slice of those who are meant, each judged: what she reads, how it goes to her, or why it does not. One
 * statement; people in order of their ids, so that the next slice begins where this one ended.
 */
export function sliceStatement(
  b: Pick<
    Broadcast,
    'id' | 'texts' | 'template' | 'audience' | 'sight' | 'source' | 'judged' | 'lastPerson' | 'pack' | 'workspace'
  >,
  moments: readonly Moment[],
  now: Millis,
): Query {
  const { pack } = b;
  const takesPart = b.audience.states ?? ['active', 'completed'];
  const base: Query = b.source
    ? {
        sql: { sqlite: UNREACHED },
        params: { source: b.source, source_thread: THREAD + b.source, after: b.lastPerson },
      }
    : audienceQuery({ ...b.audience, states: [...(b.audience.states ?? BASE)] }, b.sight, now, {
        simulated: true,
        slice: { after: b.lastPerson, most: SLICE },
      });
  return {
    sql: { sqlite: FREEZE.replace('/* audience */', base.sql.sqlite) },
    params: {
      ...base.params,
      id: b.id,
      workspace: b.workspace,
      programme: b.audience.programme,
      before: b.judged,
      zone: pack.timezone,
      language: pack.languages[0]!,
      takes_part: JSON.stringify(takesPart),
      texts: JSON.stringify(textByLanguage(b.texts, pack)),
      moments: JSON.stringify(moments),
      calendar: JSON.stringify(pack.calendar ?? []),
      windowed: JSON.stringify(WINDOWED),
      open_for: WINDOW - WINDOW_MARGIN,
      templates: JSON.stringify(templatesOf(b)),
    },
  };
}

/** Those it may go by: its own, else those of the pack. The provider's word on each stands in the table `template`. */
function templatesOf({ template, pack }: Pick<Broadcast, 'template' | 'pack'>) {
  if (template) return [{ name: template.name, language: template.language, own: 1 }];
  return pack.templates.map(({ name, language }) => ({ name, language, own: 0 }));
}

/** Whom an earlier broadcast did not reach, though it should have. Who left in between is not written to. */
const UNREACHED = `select r.person_id, e.cohort_id, e.group_id, coalesce(e.site_id, c.site_id) as site_id
  from broadcast_recipient r join enrolment e on e.person_id = r.person_id and e.programme = @programme
    left join cohort c on c.id = e.cohort_id
  where r.broadcast_id = @source and (r.reason in ('window-closed', 'no-address', 'too-late') or r.reason is null
    and not exists (select 1 from outbox o where o.thread_id = @source_thread and o.kind = 'broadcast'
      and o.person_id = r.person_id and o.state in ('pending', 'sending', 'unknown', 'accepted', 'sent', 'delivered', 'read')))
    and r.person_id > @after order by r.person_id limit ${SLICE}`;

const LIVING = `from person_address pa join address a on a.id = pa.address_id where pa.person_id = p.id`;
const TEXT = (key: string) => `(select value from json_each(@texts) where key = ${key})`;

// What is materialized is worked out once for each person; cross joins keep SQLite from beginning at the other end.
const FREEZE = `insert into broadcast_recipient (broadcast_id, n, person_id, workspace, address_id, text, zone, shared, way, reason)
with slice as materialized (
  select person_id, cohort_id, site_id from (/* audience */)),
who as materialized (
  select p.id, p.simulated, e.state, e.cohort_id, coalesce(u.timezone, c.timezone, @zone) as zone,
    coalesce(${TEXT('coalesce(p.language, @language)')},
      ${TEXT("substr(p.language, 1, instr(p.language || '-', '-') - 1)")}, ${TEXT("'*'")}) as text,
    (select a.id ${LIVING} and a.opted_out_at is null and a.dead_at is null and pa.silent_since is null
      order by a.last_inbound_at desc, pa.since desc, a.id limit 1) as address_id
  from slice s cross join person p on p.id = s.person_id cross join enrolment e on e.person_id = p.id and e.programme = @programme
    left join unit u on u.id = s.site_id left join cohort c on c.id = s.cohort_id),
placed as materialized (
  select w.*, a.channel, m.value ->> 'leave' as leave, m.value ->> 'day' as day,
    (select count(*) from person_address o where o.address_id = w.address_id and o.silent_since is null) > 1 as shared,
    case when a.channel not in (select value from json_each(@windowed)) or a.window_at > (m.value ->> 'leave') - @open_for
        then 'free'
      when exists (select 1 from json_each(@templates) t left join template r on r.channel = a.channel
          and r.name = t.value ->> 'name' and r.language = t.value ->> 'language'
        where coalesce(r.status, 'approved') = 'approved'
          and (t.value ->> 'own' or a.channel not like 'twilio%' or r.provider_id is not null)) then 'template'
      when exists (select 1 ${LIVING.replace('p.id', 'w.id')} and a.opted_out_at is null and a.dead_at is null
        and pa.silent_since is null and a.channel in ('twilio-sms', 'sms-gateway', 'simulator-sms')) then 'by-sms' end as way
  from who w left join address a on a.id = w.address_id
    left join json_each(@moments) m on m.value ->> 'zone' = w.zone)
select @id, @before + row_number() over (order by p.id), p.id, @workspace, p.address_id, p.text, p.zone, coalesce(p.shared, 0), p.way,
  case when p.simulated = 1 then 'simulated'
    when p.state = 'paused' and p.state not in (select value from json_each(@takes_part)) then 'paused'
    when p.state in ('dropped', 'declined', 'withdrawn') then 'left'
    when p.state in ('invited', 'consenting') or p.state not in (select value from json_each(@takes_part))
      then 'joining'
    when 'paused' not in (select value from json_each(@takes_part)) and (exists (select 1 from pause z
        where (z.person_id = p.id or z.cohort_id = p.cohort_id) and z.ended_at is null and z.from_day <= p.day and z.to_day >= p.day)
      or exists (select 1 from json_each(@calendar) z where z.value ->> 'from' <= p.day and z.value ->> 'to' >= p.day)) then 'paused'
    when p.address_id is null and exists (select 1 ${LIVING} and (a.opted_out_at is not null
      or pa.silent_since is not null)) then 'opted-out'
    when p.address_id is null then 'no-address'
    when p.text is null then 'no-language'
    when p.way is null then 'window-closed' end
from placed p`;

const MOVE = `update broadcast set last_person = coalesce((select person_id from broadcast_recipient
    where broadcast_id = @id order by n desc limit 1), ''),
  judged = (select coalesce(max(n), 0) from broadcast_recipient where broadcast_id = @id) where id = @id`;

/** Notes how far the slice came. */
export const moveStatement = (id: string): Query => ({ sql: { sqlite: MOVE }, params: { id } });

const input = z.strictObject({ id: z.string().min(1), job: jobSchema.optional() });
type Input = z.output<typeof input>;

export interface Frozen {
  readonly id: string;
  /** There may be more people: once more. */
  readonly more: boolean;
  readonly tally: Tally;
}

/**
 * Counts the slice that was judged last, and judges the next; after the last one the preview stands. A broadcast that
 * reaches nobody is cancelled there and then: whoever asked reads why.
 */
export const freeze: Operation<Input, Frozen> = {
  name: 'broadcast.freeze',
  input,
  reads: {
    broadcast: ({ id }) => ({ sql: { sqlite: `${BROADCASTS} where b.id = @id` }, params: { id } }),
    groups: ({ id }) => ({ sql: { sqlite: GROUPS }, params: { id } }),
    zones: ({ id }) => zonesById(id),
  },
  decide({ broadcast, groups, zones }, { id, job }, { now, newId }) {
    const row = broadcast?.[0];
    const b = row && broadcastOf(row);
    if (!b) throw new RecadoError('BROADCAST_UNKNOWN', { id });
    if (b.state !== 'counting') return { rows: jobDone(job, [], now), output: { id, more: false, tally: b.tally } };
    const tally = counted(b.tally, groups ?? [], b.texts, b.pack);
    const moments = momentsOf(
      b.moment,
      (zones ?? []).map((one) => String(one['timezone'])),
      {
        now,
        zone: b.pack.timezone,
        quiet: b.pack.quiet,
      },
    );
    const known = { tally: JSON.stringify(tally), counted: b.judged };
    const update = (set: Readonly<Record<string, string | number | null>>) =>
      ({
        op: 'update',
        table: 'broadcast',
        key: { id },
        set: { ...known, ...set },
        expect: { state: 'counting' },
      }) as const;
    if (b.judged - b.counted >= SLICE) {
      const next = job
        ? [
            jobRow(
              { ...answered(job), operation: freeze.name, input: { id }, at: now, workspace: b.workspace },
              { now, newId },
            ),
          ]
        : [];
      return {
        rows: [update({}), ...jobDone(job, [], now), ...next],
        statements: [sliceStatement(b, moments, now), moveStatement(id)],
        output: { id, more: true, tally },
      };
    }
    const end: SqlRow =
      tally.go === 0 ? { state: 'cancelled', code: null, ended_at: now } : { state: 'previewed', previewed_at: now };
    return {
      rows: [update(end), ...jobDone(job, previewLines({ ...b, tally }, moments, now), now)],
      output: { id, more: false, tally },
    };
  },
};

/** A job's own answer, for the next one. */
export const answered = (job: { readonly lane: string | null; readonly person: string | null }) => ({
  ...(job.lane === null ? {} : { lane: job.lane }),
  ...(job.person === null ? {} : { person: job.person }),
});
