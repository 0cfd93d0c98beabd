-- Whom a programme works with, where and when: partners, sites (communities, villages), stages and groups of a cohort are
-- units; enterprises and households are what persons belong to.

create table unit (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  kind text not null,      -- partner | site | stage | group
  name text not null,      -- small letters, digits, hyphens: what staff type
  title text not null,     -- as people say it
  cohort_id text references cohort (id), -- of a group
  country text,            -- ISO 3166, of a partner or site
  timezone text,           -- where it is not the programme's
  starts_on text,          -- yyyy-mm-dd, of a stage
  ends_on text,
  created_at integer not null
) strict;
create unique index unit_by_name on unit (workspace, programme, kind, name, coalesce(cohort_id, ''));

-- Where somebody stands now. A cohort's own unit counts for those who have none of their own.
alter table enrolment add column group_id text references unit (id);
alter table enrolment add column site_id text references unit (id);
alter table enrolment add column stage_id text references unit (id);
alter table enrolment add column partner_id text references unit (id);
alter table cohort add column site_id text references unit (id);
alter table cohort add column stage_id text references unit (id);
alter table cohort add column partner_id text references unit (id);
alter table session add column site_id text references unit (id);
alter table session add column stage_id text references unit (id);
create index enrolment_by_programme on enrolment (programme, state, person_id);
create index enrolment_by_cohort on enrolment (cohort_id) where cohort_id is not null;

create table enterprise (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,
  sector text,             -- food | crafts | … : the programme's own word
  line text,               -- of financing: idea | strengthening | innovation
  family_run integer not null default 0,
  site_id text references unit (id),
  stage_id text references unit (id),
  created_at integer not null,
  ended_at integer,
  unique (workspace, programme, name)
) strict;

create table enterprise_member (
  enterprise_id text not null references enterprise (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  since integer not null,
  until integer,
  primary key (enterprise_id, person_id)
) strict, without rowid;
create index enterprise_by_person on enterprise_member (person_id);

create table household (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,
  people integer,          -- how many live there, children too; never who
  site_id text references unit (id),
  created_at integer not null,
  unique (workspace, programme, name)
) strict;

create table household_member (
  household_id text not null references household (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  since integer not null,
  primary key (household_id, person_id)
) strict, without rowid;
create index household_by_person on household_member (person_id);

-- Which cohorts and units a staff person works with. Without a row: her whole programme.
create table staff_scope (
  person_id text not null references person (id),
  of_id text not null,     -- cohort.id or unit.id
  workspace text not null default 'main',
  since integer not null,
  primary key (person_id, of_id)
) strict, without rowid;

-- An operation that a turn asked for, or that waits for its hour: run by the job worker, answered by an event.
create table job (
  id text primary key,
  workspace text not null default 'main',
  lane_id text,            -- who is answered; null: nobody
  person_id text,
  operation text not null,
  input text not null,     -- JSON
  not_before integer not null,
  state integer not null default 0, -- 0 waiting, 1 done, 2 set aside
  tries integer not null default 0,
  did text,
  created_at integer not null,
  done_at integer
) strict;
create index job_due on job (not_before, id) where state = 0;

-- Who did what, when, to whom. Append only; ids and names of fields, never their content.
create table audit (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  at integer not null,
  by_kind text not null,   -- staff | token | shell | system
  by_id text not null,
  action text not null,    -- broadcast.send, person.export …
  about text,              -- id of what it was done to
  detail text not null default '{}'
) strict;
create index audit_about on audit (about, seq) where about is not null;
