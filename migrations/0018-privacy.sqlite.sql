-- What becomes of a person's data when she asks: blocked, erased without coming back by a list, and a register of it all.

alter table person add column blocked_at integer; -- nobody sees her or writes to her since then, until erase_at
alter table person add column erase_at integer;
alter table person add column erased_at integer;  -- an empty row that stands for her in the counts

-- What was done about a request, and who did it; a withdrawn one was done nothing about.
alter table privacy_request add column did text;
alter table privacy_request add column by_kind text;  -- programme/audit.ts By
alter table privacy_request add column by_id text;

-- An erasure on its way: slice by slice, so that nobody waits for it.
create table erasure (
  id text primary key,
  workspace text not null default 'main',
  who text,                              -- person.id; null once it is done
  state text not null default 'open',    -- open | done | stopped
  why text not null,
  by_kind text not null,
  by_id text not null,
  asked_at integer not null,
  begins_at integer not null,
  done_at integer
) strict;
create unique index erasure_once on erasure (who) where state = 'open';
create index erasure_open on erasure (begins_at) where state = 'open';

-- That somebody at a phone was erased, told by nothing but a keyed hash: lists must not bring her back.
create table tombstone (
  proof text primary key,
  workspace text not null default 'main',
  kind text not null,       -- phone | name: that name at that phone
  bucket integer not null,  -- eight bits of the phone's plain hash: where to look
  at integer not null
) strict, without rowid;
create index tombstone_by_bucket on tombstone (bucket);

create index media_by_path on media (path) where path is not null;

-- Files that no row names any more, until they are off the disk.
create table trash (
  path text primary key,
  workspace text not null default 'main',
  at integer not null
) strict, without rowid;
