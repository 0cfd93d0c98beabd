-- Somebody was taken out of a programme, or left it, and came back: what was held meanwhile did not expect her. Her number is
-- hers throughout.
create table roster_gap (
  cohort_id text not null references cohort (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  from_at integer not null,
  to_at integer not null,
  primary key (cohort_id, person_id, from_at)
) strict, without rowid;
create index roster_gap_of_person on roster_gap (person_id);

-- Whoever takes part again stands again on the roster that her enrolment names, whichever way she came back.
create trigger roster_again after update of state on enrolment
  when new.cohort_id is not null and old.state <> new.state
    and new.state in ('invited', 'registering', 'applicant', 'active', 'paused', 'completed') begin
  insert or ignore into roster_gap (cohort_id, person_id, workspace, from_at, to_at)
    select cohort_id, person_id, workspace, until, new.since from roster
      where cohort_id = new.cohort_id and person_id = new.person_id and until < new.since;
  update roster set until = null where cohort_id = new.cohort_id and person_id = new.person_id and until is not null;
end;

drop view expected;
create view expected as
  select s.id as session_id, s.cohort_id, s.starts_at, s.ends_at, r.person_id, r.number
    from session s join roster r on r.cohort_id = s.cohort_id
    where s.cancelled_at is null and s.kind = 'session' and s.ends_at > r.since
      and (r.until is null or s.starts_at < r.until)
      and not exists (select 1 from roster_gap x where x.cohort_id = s.cohort_id and x.person_id = r.person_id
        and x.from_at <= s.starts_at and s.ends_at <= x.to_at)
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
