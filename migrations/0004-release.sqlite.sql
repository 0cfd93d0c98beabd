-- Lessons that come by themselves, and what she says to the reminder of a session.

-- When it was let go to her. It is opened when it has begun with her: a lesson released while another is in progress, or
-- whose message could not go, waits.
alter table flow_progress add column released_at integer;

-- Whether she means to come. An intention is no attendance; the newest counts.
create table session_intention (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  person_id text not null references person (id),
  says text not null,            -- yes | no | not yet
  happened_at integer not null,  -- when she sent it
  entered_at integer not null
) strict;
create index intention_by_person on session_intention (person_id, session_id, entered_at);
