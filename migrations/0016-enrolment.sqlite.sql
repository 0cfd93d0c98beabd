-- Who put whom on a list, what each of them agreed to and how that can be shown, and what she may ask of us.

-- A line is never changed: a withdrawal is a line of its own that names what it takes back.
alter table consent add column by_kind text;   -- programme/audit.ts By; null: she herself
alter table consent add column by_id text;
alter table consent add column proof text;     -- of paper: the sheet's own mark
alter table consent add column withdraws text; -- id of the line that this one takes back
alter table consent add column programme text; -- null in lines older than this column: of whatever she took part in
create index consent_by_purpose on consent (programme, purpose, person_id);

-- People of one list that somebody wrote down, so that she can take it back as long as they have not answered.
create table inscription (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  code integer not null,    -- four digits
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  created_at integer not null,
  undone_at integer
) strict;
create index inscription_by_author on inscription (workspace, by_id, created_at);

create table inscription_person (
  inscription_id text not null references inscription (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  primary key (inscription_id, person_id)
) strict, without rowid;
create index inscription_of_person on inscription_person (person_id);

-- She wrote back that she is not the one who was invited there: that name is never written to at that number again.
create table wrong_number (
  person_id text not null references person (id),
  phone text not null,
  workspace text not null default 'main',
  at integer not null,
  primary key (person_id, phone)
) strict, without rowid;

-- What she asks about her data, until it is done.
create table privacy_request (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  kind text not null,       -- access | erasure | rectification
  state text not null default 'open', -- open | done
  channel text,
  asked_at integer not null,
  due_at integer not null,
  done_at integer
) strict;
create index privacy_request_open on privacy_request (due_at) where state = 'open';
create index privacy_request_of_person on privacy_request (person_id);
