-- Person is not phone: two records that are one woman, a number that changed hands, and her history that follows her.

-- Two persons made one. `person_id` is the one who stayed; the other's own row stands in merge_row, for undo.
create table merge (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  gone_id text not null,
  why text not null,       -- shell | staff | code | duplicate
  was_lane text,           -- the lane of the one who went, where it was another
  at integer not null,
  undone_at integer
) strict;
create index merge_of_person on merge (person_id);
create index merge_by_gone on merge (gone_id);

-- What a merge did to each row, so that it can be undone. `before` and `after` are whole rows as JSON.
create table merge_row (
  seq integer primary key,
  merge_id text not null references merge (id),
  workspace text not null default 'main',
  what text not null,      -- moved | dropped | changed | added
  table_name text not null,
  column_name text,        -- of what was moved: its column, what stood there, what stands there now
  was text,
  became text,
  row_key text not null,   -- JSON array: the row's key as the merge left it
  before text,
  after text
) strict;
create index merge_row_of on merge_row (merge_id, table_name, what);

-- Somebody writes from another number and says who she is. Who it may be, and the code that proves it, stand in link_code.
create table link_claim (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id), -- who asks, as we know her on that number
  state text not null default 'open',             -- open | done | failed
  tries integer not null default 0,
  asked_at integer not null,
  until integer not null
) strict;
create index link_claim_of_person on link_claim (person_id, asked_at);

create table link_code (
  claim_id text not null references link_claim (id),
  person_id text not null references person (id), -- whom the code is about
  workspace text not null default 'main',
  proof text not null,     -- SHA-256 of claim and code
  by_phone integer not null, -- it went to her own old number; 0: through somebody of the team
  asked_at integer not null,
  primary key (claim_id, person_id)
) strict, without rowid;
create index link_code_of_person on link_code (person_id, asked_at);

-- Since when somebody else may be writing from this number: nothing of hers is shown there until she says who she is.
alter table address add column doubt_at integer;
create index address_by_phone on address (phone) where phone is not null;

-- First names as people write them, folded, for who says her name from a new number.
create index person_by_name on person (
  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    lower(name), 'á', 'a'), 'é', 'e'), 'í', 'i'), 'ó', 'o'), 'ú', 'u'), 'ü', 'u'), 'ñ', 'n'),
    'Á', 'a'), 'É', 'e'), 'Í', 'i'), 'Ó', 'o'), 'Ú', 'u'), 'Ü', 'u'), 'Ñ', 'n')
) where name is not null;

-- Everything of one person, where no key begins with her: merging, exporting and erasing ask for it.
create index outbox_of_person on outbox (person_id);
create index media_of_person on media (person_id) where person_id is not null;
create index consent_of_person on consent (person_id);
create index survey_answer_of_person on survey_answer (person_id);
create index missed_step_of_person on missed_step (person_id);
create index attendance_of_person on attendance_fact (person_id);
create index task_of_person on task (person_id);
create index case_of_person on care_case (person_id);
create index alert_of_person on safeguarding_alert (person_id);
