-- STOP silences a number for everybody on it; each of them comes back by a word of her own.
alter table person_address add column silent_since integer; -- null: she is written to here

-- Why a step was passed: she was not understood, or it is asked in person because others read her phone.
alter table missed_step add column why text not null default 'not-understood';

-- What may be read by those who look after her and by nobody else: her words when she called for help, and what the focal
-- point or the deputy wrote on the case. In no export, list or log.
create table restricted_note (
  id text primary key,
  workspace text not null default 'main',
  case_id text not null,
  person_id text not null references person (id), -- whom it is about
  by_person text references person (id),          -- null: her own words
  text text not null,
  at integer not null
) strict;
create index restricted_note_by_case on restricted_note (case_id, at);
create index restricted_note_of_person on restricted_note (person_id);
