-- A table without rowid keeps at most some 1,000 bytes of a row in its page; the rest goes to a page of its own. A
-- conversation in mid-lesson is a little longer than that, so each took 4 KiB more on the disk and in every commit.
create table conversation_new (
  person_id text primary key references person (id),
  workspace text not null default 'main',
  state text not null,
  schema integer not null,
  rev integer not null default 0,
  updated_at integer not null
) strict;
insert into conversation_new (person_id, workspace, state, schema, rev, updated_at)
  select person_id, workspace, state, schema, rev, updated_at from conversation order by person_id;
drop table conversation;
alter table conversation_new rename to conversation;
