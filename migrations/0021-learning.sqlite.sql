-- What programmes are judged by: the roll as it stands, who was expected, and the review of homework.

-- A roll somebody took at one moment: undone as a whole, and never changed.
create table roll (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  code integer,             -- four digits: DESHACER 4821
  source text not null,     -- phone | api | paper
  sheet text,               -- of paper: the mark on the sheet
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  happened_at integer not null, -- the moment it speaks of
  entered_at integer not null,
  undone_at integer
) strict;
create index roll_of_session on roll (session_id, entered_at);
create index roll_by_author on roll (workspace, by_id, entered_at);

alter table attendance_fact add column roll_id text references roll (id);
alter table attendance_fact add column minutes integer;     -- where she was not there for all of it
alter table attendance_fact add column stood_in text;       -- person id of who came in her place
alter table attendance_fact add column undone_at integer;
drop index attendance_of_session;
create index attendance_of_session on attendance_fact (session_id, person_id, entered_at);

-- What holds of each of them: the word of whoever settled it, else the roll, else her own. Written by the triggers below
-- and by nothing else; no row says that nothing is known. `conflict`: her own word and the roll disagree, and nobody settled it.
create table attendance (
  session_id text not null references session (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  status text not null,     -- domain/attendance.ts
  method text not null,
  minutes integer,
  stood_in text,
  conflict integer not null default 0,
  fact_id text not null,
  primary key (session_id, person_id)
) strict, without rowid;
create index attendance_of_her on attendance (person_id, session_id);
create index attendance_conflict on attendance (session_id) where conflict = 1;

create view attendance_of_facts as
  select session_id, person_id, workspace, status, method, minutes, stood_in,
    method = 'roll' and self is not null and (status in ('present', 'late', 'represented')) <> (self in ('present', 'late', 'represented'))
      as conflict,
    id as fact_id
  from (
    select f.*,
      row_number() over (partition by f.session_id, f.person_id order by
        case f.method when 'settled' then 0 when 'roll' then 1 when 'self' then 2 else 3 end, f.entered_at desc, f.id desc) as nth,
      max(case when f.method = 'self' then f.status end) over (partition by f.session_id, f.person_id) as self
    from attendance_fact f where f.undone_at is null
  ) where nth = 1;

insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
  from attendance_of_facts;

create trigger attendance_noted after insert on attendance_fact begin
  delete from attendance where session_id = new.session_id and person_id = new.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = new.session_id and person_id = new.person_id;
end;
create trigger attendance_changed after update on attendance_fact begin
  delete from attendance where session_id = old.session_id and person_id = old.person_id;
  delete from attendance where session_id = new.session_id and person_id = new.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = old.session_id and person_id = old.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = new.session_id and person_id = new.person_id
      and (new.session_id <> old.session_id or new.person_id <> old.person_id);
end;
create trigger attendance_gone after delete on attendance_fact begin
  delete from attendance where session_id = old.session_id and person_id = old.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = old.session_id and person_id = old.person_id;
end;

-- A session of a cohort, of one of its groups, or an event to which people sign up.
alter table session add column group_id text references unit (id);
alter table session add column kind text not null default 'session'; -- session | event
alter table session add column open_to text not null default 'cohort'; -- of an event: cohort | programme
alter table session add column capacity integer;
alter table session add column language text;
alter table session add column host text;
alter table session add column agenda text;
alter table session add column objectives text not null default '[]'; -- JSON list of words
alter table session add column outputs text not null default '[]';    -- JSON list of {text, link?}
alter table session add column sdg text not null default '[]';        -- JSON list of targets: "8.3"
alter table session add column why text;                              -- it was moved or cancelled, in the team's words
alter table session add column word_at integer;                       -- when its check-in word was drawn and told
create index session_by_start on session (starts_at);

-- Who will come to an event; others stand in the queue for a seat.
create table sign_up (
  session_id text not null references session (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  state text not null,      -- in | waiting | out
  since integer not null,
  primary key (session_id, person_id)
) strict, without rowid;
create index sign_up_of_person on sign_up (person_id);

-- Who is expected where: on the roster while the session was held (of its group, where it has one), or signed up to the
-- event. The one definition that every list and every percentage reads. Cancelled sessions expect nobody.
create view expected as
  select s.id as session_id, s.cohort_id, s.starts_at, s.ends_at, r.person_id, r.number
    from session s join roster r on r.cohort_id = s.cohort_id
    where s.cancelled_at is null and s.kind = 'session' and s.ends_at > r.since
      and (r.until is null or s.starts_at < r.until)
      and (s.group_id is null or exists (select 1 from enrolment e
        where e.person_id = r.person_id and e.cohort_id = s.cohort_id and e.group_id = s.group_id))
  union all
  select s.id, s.cohort_id, s.starts_at, s.ends_at, u.person_id,
      (select r.number from roster r where r.cohort_id = s.cohort_id and r.person_id = u.person_id)
    from session s join sign_up u on u.session_id = s.id and u.state = 'in'
    where s.cancelled_at is null and s.kind = 'event';

-- A homework may be handed in several times: each time is a submission, closed when a reviewer opens it.
alter table homework add column submission integer not null default 1;
alter table homework add column reviewed_at integer;
alter table homework add column excused_why text;
alter table homework_part add column submission integer not null default 1;
alter table homework_part add column late integer not null default 0; -- it came after its due day

-- A reviewer has it open (`decided_at` null), or said what she thinks of it. The newest that was not undone counts.
create table review (
  id text primary key,
  workspace text not null default 'main',
  homework_id text not null references homework (id),
  submission integer not null,
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  opened_at integer not null,
  decided_at integer,
  verdict text,             -- done | partly | redo | excused
  words text,               -- for her
  media_id text,            -- a voice note for her
  undone_at integer
) strict;
create index review_of_homework on review (homework_id, opened_at);
create index review_by_author on review (workspace, by_id, opened_at);
create index homework_to_review on homework (programme, received_at) where state = 'received';
