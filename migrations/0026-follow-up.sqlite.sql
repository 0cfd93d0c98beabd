-- Whom to call, why, and what came of it; and tasks that somebody has.

-- Since when she has rested, by her own word or the team's: the clock of no rule runs meanwhile. Written by the triggers.
create table rest (
  person_id text not null references person (id),
  programme text not null,
  from_at integer not null,
  workspace text not null default 'main',
  to_at integer,           -- null: she rests still
  primary key (person_id, programme, from_at)
) strict, without rowid;
create trigger rest_begins after update of state on enrolment when new.state = 'paused' and old.state <> 'paused' begin
  insert or ignore into rest (person_id, programme, from_at, workspace) values (new.person_id, new.programme, new.since, new.workspace);
end;
create trigger rest_ends after update of state on enrolment when old.state = 'paused' and new.state <> 'paused' begin
  update rest set to_at = new.since where person_id = new.person_id and programme = new.programme and to_at is null;
end;
insert into rest (person_id, programme, from_at, workspace)
  select person_id, programme, since, workspace from enrolment where state = 'paused';

-- Why somebody may be lost, as the last look found it. A reason that is over has no row.
create table at_risk (
  person_id text not null references person (id),
  programme text not null,
  rule text not null,      -- domain/at-risk.ts RISK_RULES
  about text not null default '', -- of a rule of the pack: its words
  workspace text not null default 'main',
  n integer not null,      -- sessions, homeworks; else 1
  since integer not null,  -- when it began
  covers text,             -- of a rule of the pack: the rule of ours that says the same
  primary key (person_id, programme, rule, about)
) strict, without rowid;
create index at_risk_by_programme on at_risk (programme, rule);

-- One line for each time somebody was called or greeted, and what came of it.
create table contact_try (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  outcome text not null,   -- domain/at-risk.ts OUTCOMES
  words text not null default '', -- why she leaves; class team
  due_at integer,          -- she asked to be called then
  hidden_until integer not null,  -- she stands on no list before
  pause_id text references pause (id),
  by_kind text not null,   -- programme/audit.ts By
  by_id text not null,
  at integer not null,
  undone_at integer
) strict;
create index contact_try_of_person on contact_try (person_id, programme, at);
create index contact_try_due on contact_try (due_at) where due_at is not null and undone_at is null;

-- What the numbers of a list meant that somebody of the team read on her phone.
create table numbered (
  person_id text not null references person (id),
  list text not null,      -- calls | tasks
  n integer not null,
  about text not null,     -- person.id or task.id
  programme text not null,
  workspace text not null default 'main',
  at integer not null,
  primary key (person_id, list, n)
) strict, without rowid;

alter table task add column owner_id text references person (id);
alter table task add column due_on text; -- yyyy-mm-dd; null: soon
alter table task add column done_by text references person (id);
create index task_of_owner on task (owner_id) where state = 'open' and owner_id is not null;

-- What a conversation leaves for the team is given to the facilitator of her group or cohort, else to one who has the whole
-- programme. What only a coordinator may do stays with nobody.
create trigger task_owned after insert on task when new.owner_id is null and new.state = 'open' and new.topic <> 'privacy' begin
  update task set owner_id = (
    select s.person_id from enrolment e
      join staff s on s.workspace = e.workspace and s.role = 'facilitator' and s.until is null and s.programme in ('', e.programme)
      left join staff_scope o on o.person_id = s.person_id and o.of_id in (e.group_id, e.cohort_id)
    where e.person_id = new.person_id and e.state not in ('withdrawn', 'declined')
      and (o.of_id is not null or not exists (select 1 from staff_scope x where x.person_id = s.person_id))
    order by o.of_id is null, o.of_id = e.cohort_id, s.since, s.person_id limit 1)
  where id = new.id;
end;
