-- Learning records. Facts keep when it happened, when it was entered and by whom; corrections append.

create table answer (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  flow text not null,
  version text not null,
  step text not null,
  question_id text not null,
  type text not null,
  value text not null,     -- JSON of domain/answer.ts Answer
  plain text,              -- JSON of plainValue, for conditions
  raw text not null,
  correct integer,         -- quiz only
  attempt integer,
  appends integer not null default 0, -- more words to the answer before it
  channel text,
  happened_at integer not null,
  entered_at integer not null
) strict;
create index answer_by_person on answer (person_id, flow, step, entered_at);

create table missed_step (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  flow text not null,
  step text not null,
  question_id text not null,
  entered_at integer not null
) strict;

create table flow_progress (
  person_id text not null references person (id),
  flow text not null,
  workspace text not null default 'main',
  version text not null,
  opened_at integer,
  finished_at integer,
  left_at integer,
  primary key (person_id, flow)
) strict, without rowid;

create table tag (
  person_id text not null references person (id),
  tag text not null,
  workspace text not null default 'main',
  since integer not null,
  primary key (person_id, tag)
) strict, without rowid;

create table consent (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  purpose text not null,
  wording text not null,
  language text,
  channel text,
  given integer not null,
  happened_at integer not null,
  entered_at integer not null
) strict;

create table enrolment (
  person_id text not null references person (id),
  programme text not null,
  workspace text not null default 'main',
  cohort_id text,
  state text not null,
  since integer not null,
  primary key (person_id, programme)
) strict, without rowid;

create table cohort (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,
  starts_on text not null, -- yyyy-mm-dd, local
  timezone text not null,
  created_at integer not null,
  unique (workspace, programme, name)
) strict;

-- A cohort's own copy of a planned session, with the word that checks in to it.
create table session (
  id text primary key,
  workspace text not null default 'main',
  cohort_id text not null references cohort (id),
  plan_id text not null,
  title text not null,
  starts_at integer not null,
  ends_at integer not null,
  place text,
  word text,
  cancelled_at integer
) strict;
create index session_by_cohort on session (cohort_id, starts_at);

-- Her number in the cohort, kept for its whole life.
create table roster (
  cohort_id text not null references cohort (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  number integer not null,
  since integer not null,
  until integer,
  primary key (cohort_id, person_id),
  unique (cohort_id, number)
) strict, without rowid;
create index roster_by_person on roster (person_id);

create table attendance_fact (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  person_id text not null references person (id),
  method text not null,   -- self | roll
  status text not null,   -- present | absent | excused | late
  happened_at integer not null, -- when she sent it
  sent_by text not null,        -- provider | arrival: whose clock said so
  entered_at integer not null,
  by_person text
) strict;
create unique index attendance_once on attendance_fact (session_id, person_id, method) where method = 'self';

create table homework (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  name text not null,
  state text not null,    -- assigned | received | redo | accepted | excused
  thread_id text,
  assigned_at integer not null,
  received_at integer,
  handed_in_at integer,   -- she said that this is all, or was quiet for a day after a part
  due_at integer,         -- set when that day has come
  unique (person_id, programme, name)
) strict;

create table homework_part (
  id text primary key,
  workspace text not null default 'main',
  homework_id text not null references homework (id),
  kind text not null,     -- text | photo | voice | video | document | location
  text text,
  inbox_seq integer,
  nth integer not null default 0, -- with inbox_seq names the media row
  happened_at integer not null,
  entered_at integer not null
) strict;
create index part_by_homework on homework_part (homework_id, happened_at);

-- The number is what staff type (RESPONDER 14). The engine counts, so that two turns never draw the same.
create table care_case (
  number integer primary key autoincrement,
  id text not null unique,
  workspace text not null default 'main',
  person_id text not null references person (id),
  topic text not null,
  reason text not null,
  state text not null,    -- open | closed
  thread_id text,
  opened_at integer not null,
  closed_at integer
) strict;
-- Asking twice for a person is one case while it is open.
create unique index case_once on care_case (person_id, topic) where state = 'open';

create table task (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  topic text not null,
  why text not null,
  state text not null,    -- open | done
  opened_at integer not null,
  done_at integer
) strict;
-- The same reason twice is one thing to do while it is open.
create unique index task_once on task (person_id, topic, why) where state = 'open';

-- Distress: that someone is needed, never what was said. Read by the focal point alone.
create table safeguarding_alert (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  state text not null,    -- open | closed
  raised_at integer not null,
  closed_at integer
) strict;

create table survey_answer (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  survey text not null,
  wave text not null,
  step text not null,
  value text,
  missing text,           -- refused | unknown | not-understood
  happened_at integer not null,
  entered_at integer not null
) strict;

create table certificate (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  rule text not null,
  code text not null unique,
  issued_at integer not null,
  unique (person_id, programme)
) strict;
