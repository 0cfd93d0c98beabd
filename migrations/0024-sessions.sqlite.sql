-- Sessions as they are moved and cancelled, who was told, and what is asked after an event.

alter table session add column invite_at integer;     -- of an event: when those to whom it is open are asked
alter table session add column invited_at integer;    -- … and were
alter table session add column reflection integer not null default 0; -- whoever came is asked three questions after it
alter table session add column reflected_at integer;
create index session_event on session (cohort_id) where kind = 'event';

-- What became of a session after it was planned. `was` holds what everybody knew before.
create table session_change (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  kind text not null,       -- added | moved | corrected | cancelled | restored
  was text not null,        -- JSON of programme/session/state.ts Held; null of one that is new
  why text,
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  at integer not null,
  told_at integer           -- everybody concerned was told, or there was nothing to tell
) strict;
create index session_change_of on session_change (session_id, at);

-- That somebody was asked the three questions after a session: her answers of that flow, from then on, are about it.
create table reflection (
  session_id text not null references session (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  asked_at integer not null,
  primary key (session_id, person_id)
) strict, without rowid;
create index reflection_of_person on reflection (person_id);

-- A group may have its own copy of a session: then that of the whole cohort expects the others only.
alter table session add column has_copies integer not null default 0;

drop view expected;
create view expected as
  select s.id as session_id, s.cohort_id, s.starts_at, s.ends_at, r.person_id, r.number
    from session s join roster r on r.cohort_id = s.cohort_id
    where s.cancelled_at is null and s.kind = 'session' and s.ends_at > r.since
      and (r.until is null or s.starts_at < r.until)
      and (s.group_id is null or exists (select 1 from enrolment e
        where e.person_id = r.person_id and e.cohort_id = s.cohort_id and e.group_id = s.group_id))
      and (s.has_copies = 0 or not exists (select 1 from enrolment e
        join session o on o.cohort_id = s.cohort_id and o.plan_id = s.plan_id and o.group_id = e.group_id
        where e.person_id = r.person_id and e.cohort_id = s.cohort_id))
  union all
  select s.id, s.cohort_id, s.starts_at, s.ends_at, u.person_id,
      (select r.number from roster r where r.cohort_id = s.cohort_id and r.person_id = u.person_id)
    from session s join sign_up u on u.session_id = s.id and u.state = 'in'
    where s.cancelled_at is null and s.kind = 'event';
