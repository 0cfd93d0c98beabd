-- Who asks to be let in, what the team saw and scored, and who decided. Lines are added, never changed, but for what became
-- of a decision; where she stands follows from them (programme/selection/state.ts) and is kept nowhere.

create table application (
  person_id text not null references person (id),
  programme text not null,
  workspace text not null default 'main',
  cohort text,             -- name of the one she asked for, behind the join word
  source text not null,    -- keyword | staff | import
  applied_at integer not null,
  primary key (person_id, programme)
) strict, without rowid;
create index application_by_programme on application (programme, applied_at);

create table application_visit (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  happened_at integer not null,
  minutes integer,
  notes text not null default '', -- class team
  by_kind text not null,   -- programme/audit.ts By
  by_id text not null,
  entered_at integer not null
) strict;
create index application_visit_of_person on application_visit (person_id, programme);

-- Of each evaluator the last one counts; null takes hers back.
create table application_score (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  criterion text not null, -- id in programme.yaml
  score integer,
  by_kind text not null,
  by_id text not null,
  at integer not null
) strict;
create index application_score_of_person on application_score (person_id, programme);

-- The last one that was not taken back counts.
create table application_decision (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  decision text not null,  -- selected | waitlisted | declined
  why text not null default '',
  cohort_id text references cohort (id), -- where she goes, of one who is selected
  by_kind text not null,
  by_id text not null,
  at integer not null,
  told_at integer,         -- she was told; until then it can be taken back
  undone_at integer
) strict;
create index application_decision_of_person on application_decision (person_id, programme);
