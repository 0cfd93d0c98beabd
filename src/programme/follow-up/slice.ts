import { DAY, type Millis } from '../../base/clock.ts';
import { RISK_AFTER } from '../../domain/at-risk.ts';
import type { Query } from '../../store/port.ts';

/** So many people are looked at in one commit, which lasts some 20 ms. */
export const SLICE = 250;
/** A pause that ended so long ago changes nothing that is counted. */
const OLD: Millis = 400 * DAY;
/** Messages to her that are looked back upon. */
const LAST = 20;

/** Those who take part now, in the order of their ids; simulated, blocked and erased persons are nobody's to call. */
const WHO = `with ids as (select distinct person_id from enrolment
    where state = 'active' and person_id > @after order by person_id limit @most + 0),
  who as (select e.person_id, e.programme, e.cohort_id, e.since from ids
    join enrolment e on e.person_id = ids.person_id and e.state = 'active'
    join person p on p.id = e.person_id and p.simulated = 0 and p.blocked_at is null and p.erased_at is null)`;

export interface At {
  readonly after: string;
}
const slice =
  (sql: string) =>
  (given: At): Query => ({ sql: { sqlite: `${WHO} ${sql}` }, params: { after: given.after, most: SLICE } });
const timed =
  (sql: string) =>
  (given: At, now: Millis): Query => ({
    sql: { sqlite: `${WHO} ${sql}` },
    params: { after: given.after, most: SLICE, now },
  });

/** A clock that was begun less than this ago cannot be over, pauses or none. */
const before = (rule: keyof typeof RISK_AFTER): string => `@now - ${RISK_AFTER[rule]}`;

/** Flows are named `<programme>/<name>`. */
const OF_PROGRAMME = (flow: 'f' | 'g'): string =>
  `substr(${flow}.flow, 1, length(w.programme) + 1) = w.programme || '/'`;

/** Everything that is asked of one slice of people; each is one set-based query over all of them (judge.ts makes sense of it). */
export const sliceReads = {
  edge: slice('select max(person_id) as last, count(*) as n from ids'),
  // When she last wrote. On a phone that others write from too it is what is known to be hers.
  people: slice(`select w.person_id, w.programme, w.cohort_id, w.since, max(
      coalesce((select max(a.last_inbound_at) from person_address pa join address a on a.id = pa.address_id
        where pa.person_id = w.person_id
          and not exists (select 1 from person_address o where o.address_id = pa.address_id and o.person_id <> pa.person_id)), 0),
      coalesce((select max(entered_at) from answer where person_id = w.person_id), 0),
      coalesce((select max(received_at) from homework where person_id = w.person_id), 0)) as wrote_at,
    coalesce((select max(t.at) from contact_try t where t.person_id = w.person_id and t.programme = w.programme
      and t.outcome = 'talked' and t.undone_at is null), 0) as talked_at
    from who w`),
  // Sessions that were held while she was expected, with what holds of her. Rows, not sums of them: SQLite would lay out
  // the whole of the view `expected` for an aggregate, and finds hers alone for a plain join.
  sessions: timed(`select w.person_id, w.programme, x.starts_at, coalesce(a.status, 'absent') as status
    from who w cross join expected x on x.person_id = w.person_id
    left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
    where x.ends_at <= @now and exists (select 1 from attendance o where o.session_id = x.session_id)
      and exists (select 1 from cohort c where c.id = x.cohort_id and c.programme = w.programme)`),
  homework: timed(`select w.person_id, w.programme, h.due_at from who w
    join homework h on h.person_id = w.person_id and h.programme = w.programme
    where h.state = 'assigned' and h.received_at is null and h.due_at <= ${before('homework')} order by h.due_at`),
  // What she has been let have and has not done: something is expected of her since the first of them.
  open: timed(`, firsts as (select w.person_id, w.programme,
      (select min(coalesce(f.opened_at, f.released_at)) from flow_progress f where f.person_id = w.person_id
        and f.finished_at is null and f.left_at is null and ${OF_PROGRAMME('f')}) as lesson,
      (select min(h.assigned_at) from homework h where h.person_id = w.person_id and h.programme = w.programme
        and h.state in ('assigned', 'redo')) as homework
    from who w)
    select person_id, programme, min(coalesce(lesson, homework), coalesce(homework, lesson)) as at from firsts
    where min(coalesce(lesson, homework), coalesce(homework, lesson)) <= ${before('silent')}`),
  // One that waits behind a lesson she is in is not hers to open yet.
  unopened: timed(`select w.person_id, w.programme, min(f.released_at) as at, count(*) as n from who w
    join flow_progress f on f.person_id = w.person_id and f.opened_at is null and f.left_at is null
      and ${OF_PROGRAMME('f')}
    where f.released_at <= ${before('unopened')} and not exists (select 1 from flow_progress g where g.person_id = w.person_id
      and g.opened_at is not null and g.finished_at is null and g.left_at is null and ${OF_PROGRAMME('g')})
    group by w.person_id, w.programme`),
  // Of the last messages to her, the oldest that never arrived and after which none did. A gateway that reports nothing
  // tells nothing; what we did not send at all is no fault of her phone.
  undelivered:
    timed(`select w.person_id, w.programme, min(coalesce(o.accepted_at, o.ended_at, o.created_at)) as at from who w
    join outbox o on o.person_id = w.person_id and o.kind <> 'broadcast'
      and o.seq > coalesce((select seq from outbox where person_id = w.person_id order by seq desc limit 1 offset ${LAST}), 0)
    where (o.state in ('accepted', 'sent') and o.channel <> 'sms-gateway'
        or o.state = 'failed' and o.why in ('bad-address', 'not-reachable', 'phone-off', 'refused'))
      and coalesce(o.accepted_at, o.ended_at, o.created_at) <= ${before('undelivered')}
      and not exists (select 1 from outbox d where d.person_id = o.person_id and d.seq > o.seq
        and (d.delivered_at is not null or d.read_at is not null))
    group by w.person_id, w.programme`),
  rests: slice(
    'select r.person_id, r.programme, r.from_at, r.to_at from ids join rest r on r.person_id = ids.person_id',
  ),
  pauses: (given: At, now: Millis): Query => ({
    sql: {
      sqlite: `${WHO} select person_id, cohort_id, from_day, to_day from pause
        where ended_at is null and created_at > @old
          and (person_id in (select person_id from ids) or cohort_id in (select cohort_id from who))`,
    },
    params: { after: given.after, most: SLICE, old: now - OLD },
  }),
};
