-- Reports: the monthly page as it was given out, and messages counted without reading their words.

-- Never changed: a correction is a version of its own, which says why.
create table report_frozen (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,       -- month
  period text not null,     -- yyyy-mm
  scope text not null default '{}', -- JSON: cohort, site… it is about; {} for the whole programme
  version integer not null,
  why text,                 -- of a correction
  content text not null,    -- JSON of domain/sheet.ts Sheet and the figures on it
  sha256 text not null,     -- of content
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  frozen_at integer not null,
  unique (workspace, programme, name, period, scope, version)
) strict;

-- What was sent in a stretch of time, counted in the index alone: what waits to be sent is not in it, so that a broadcast to
-- everybody costs nothing here before it leaves.
create index outbox_left on outbox (channel, created_at, person_id, kind, state, why, segments, cost, currency)
  where state not in ('pending', 'sending');

-- Quizzes scored without reading what anybody wrote.
create index answer_scored on answer (person_id, flow, step, correct, entered_at) where correct is not null;

-- Her attendance at all sessions, without looking each one up.
drop index attendance_of_her;
create index attendance_of_her on attendance (person_id, session_id, status, method, conflict, minutes);

-- The key of the names that people have in files which leave; drawn once an installation, known to nobody.
insert into setting (name, value, updated_at) values ('report.secret', lower(hex(randomblob(32))), 0);
