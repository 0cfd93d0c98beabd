-- Lists of people from files: previewed, confirmed, and done slice by slice.

create table import (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  state text not null default 'reading', -- reading | previewed | running | done | expired
  sha256 text not null,      -- of the file, hex
  plan text not null,        -- JSON: how the file was read and what its columns are (programme/import/plan.ts)
  tally text not null default '{}',  -- JSON: what the preview counted (programme/import/tally.ts)
  result text not null default '{}', -- JSON: what has been done
  by_kind text not null,     -- programme/audit.ts By
  by_id text not null,
  slices integer not null default 0, -- rows of import_slice there were
  done integer not null default 0,   -- and how many of them are done
  created_at integer not null,
  previewed_at integer,
  confirmed_at integer,
  ended_at integer
) strict;
create index import_by_file on import (workspace, programme, sha256);

-- What is to be done and was not yet; a slice goes when it is done, all of them when nobody says yes.
create table import_slice (
  import_id text not null references import (id),
  n integer not null,        -- from 1
  workspace text not null default 'main',
  rows text not null,        -- JSON list of programme/import/planned.ts
  primary key (import_id, n)
) strict, without rowid;

-- What is wrong with a row of a file or worth a look; gone a month after.
create table import_problem (
  import_id text not null references import (id),
  seq integer not null,
  workspace text not null default 'main',
  line integer not null,     -- as a spreadsheet numbers it: the header is 1
  level text not null,       -- error: the row is left out | ask: look at it | note
  code text not null,        -- programme/import/problem.ts
  heading text,              -- the column's header, as the file has it
  vars text not null default '{}', -- JSON: what fills the places of its text
  value text,                -- what the cell holds; null where that must not be repeated
  person_id text,            -- whom it is about, of those known before
  primary key (import_id, seq)
) strict, without rowid;
create index import_problem_of_person on import_problem (person_id) where person_id is not null;
