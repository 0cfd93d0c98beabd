-- Certificates on paper: numbered, printed, sent, taken back. What is printed is frozen with the certificate.

alter table certificate add column year integer;     -- local to the programme
alter table certificate add column number integer;   -- LLERA-2026-0012: without gaps in a programme and year
alter table certificate add column name text;        -- as it stands on the paper
alter table certificate add column printed text not null default '{}';  -- JSON of programme/certificate/printed.ts; class team
alter table certificate add column evidence text not null default '{}'; -- JSON of programme/certificate/evidence.ts; class team
alter table certificate add column run_id text;
alter table certificate add column reissued_at integer;
alter table certificate add column revoked_at integer;
alter table certificate add column revoked_why text;  -- in the team's words; class team

-- The last number given: one that is taken back or follows another record is not given twice.
create table certificate_series (
  workspace text not null default 'main',
  programme text not null,
  year integer not null,
  last integer not null,
  primary key (workspace, programme, year)
) strict, without rowid;

update certificate set year = cast(strftime('%Y', issued_at / 1000, 'unixepoch') as integer);
update certificate set number = (select count(*) from certificate b where b.workspace = certificate.workspace
  and b.programme = certificate.programme and b.year = certificate.year
  and (b.issued_at < certificate.issued_at or b.issued_at = certificate.issued_at and b.id <= certificate.id));
insert into certificate_series select workspace, programme, year, max(number) from certificate group by 1, 2, 3;
create unique index certificate_by_number on certificate (workspace, programme, year, number);

-- Codes of papers that were replaced by one with another name on it.
create table certificate_code (
  code text primary key,
  certificate_id text not null references certificate (id),
  workspace text not null default 'main',
  until integer not null
) strict;
create index certificate_code_of on certificate_code (certificate_id);

-- A look at everybody of a cohort or programme: who fulfils the rule gets hers.
create table certificate_run (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  cohort_id text references cohort (id),
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  cursor text not null default '', -- person id: so far it has come
  people integer not null,  -- to look at
  looked integer not null default 0,
  issued integer not null default 0,
  had integer not null default 0,  -- of the looked at: those who had one
  started_at integer not null,
  done_at integer
) strict;
create index certificate_run_open on certificate_run (started_at) where done_at is null;

-- What somebody lacked when she was last looked at, by her own asking or by a run: parts of the rule, in its order.
create table certificate_lack (
  person_id text not null references person (id),
  programme text not null,
  workspace text not null default 'main',
  lacks text not null,      -- JSON list of the parts as they stand in the rule
  at integer not null,
  primary key (person_id, programme)
) strict, without rowid;

-- Pages to draw and keep, off the turn; whoever it is for is told when it is there.
create table document (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  kind text not null,       -- certificate
  about text not null,      -- certificate.id
  state integer not null default 0, -- 0 to draw, 1 kept, 2 given up
  file text,                -- under MEDIA_DIR
  tries integer not null default 0,
  not_before integer not null,
  why text,                 -- error code
  created_at integer not null,
  made_at integer
) strict;
create index document_to_draw on document (not_before) where state = 0;
create index document_of_person on document (person_id);

-- A turn knows no last number, so the row takes its own when it is written, and its page is to be drawn.
create trigger certificate_numbered after insert on certificate when new.number is null and new.year is not null begin
  insert into certificate_series values (new.workspace, new.programme, new.year, 1)
    on conflict (workspace, programme, year) do update set last = last + 1;
  update certificate set number = (select last from certificate_series
    where workspace = new.workspace and programme = new.programme and year = new.year) where id = new.id;
  insert into document (id, workspace, person_id, kind, about, not_before, created_at)
    values (new.id, new.workspace, new.person_id, 'certificate', new.id, new.issued_at, new.issued_at);
end;

-- Its file goes with it.
create trigger document_gone after delete on document when old.file is not null begin
  insert into trash (path, at) values (old.file, 0) on conflict do nothing;
end;
