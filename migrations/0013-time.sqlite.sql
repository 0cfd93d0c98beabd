-- A programme's time: rests that the team gives, why somebody left, and how much reached her on one day.

-- Local days, both included, on which a cohort or a person rests: harvest, feast, mourning. One of the two is named.
create table pause (
  id text primary key,
  workspace text not null default 'main',
  cohort_id text references cohort (id),
  person_id text references person (id),
  from_day text not null,  -- yyyy-mm-dd
  to_day text not null,
  why text not null default '',
  by_kind text not null,   -- programme/audit.ts By
  by_id text not null,
  created_at integer not null,
  ended_at integer         -- taken back, or ended sooner
) strict;
create index pause_of_cohort on pause (cohort_id) where cohort_id is not null and ended_at is null;
create index pause_of_person on pause (person_id) where person_id is not null and ended_at is null;

-- Why she is paused or dropped, in the words of whoever said so.
alter table enrolment add column reason text;

-- Place in the day's order (domain/day-limit.ts), and the local day on which a message counts as one of hers: null for
-- replies, for staff, and for what left while she was talking.
alter table outbox add column rank integer not null default 0;
alter table outbox add column counted_on text;
create index outbox_by_day on outbox (person_id, counted_on) where counted_on is not null;
