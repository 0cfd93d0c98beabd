-- Visits and counselling, what was agreed at them, hours, and what an enterprise is given.

create table visit (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  kind text not null,       -- home | individual | group | office | call
  enterprise_id text references enterprise (id),
  state text not null,      -- planned | done | cancelled
  planned_at integer,
  happened_at integer,
  minutes integer,
  topic text not null default '',
  notes text not null default '{}', -- JSON of programme/visit/notes.ts Notes; class restricted
  private integer not null default 0, -- a phone that others read is told nothing of it
  told_at integer,          -- those who are visited were told when
  by_kind text not null,    -- programme/audit.ts By: whose visit it is
  by_id text not null,
  entered_at integer not null,
  undone_at integer
) strict;
create index visit_by_programme on visit (programme, state, happened_at);
create index visit_by_author on visit (workspace, by_id, planned_at) where state = 'planned';

create table visit_person (
  visit_id text not null references visit (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  applicant integer not null default 0, -- she asked to be let in, and was not in yet: a visit of selection
  primary key (visit_id, person_id)
) strict, without rowid;
create index visit_of_person on visit_person (person_id);

-- Files that came with it; the media row has them.
create table visit_file (
  visit_id text not null references visit (id),
  inbox_seq integer not null,
  nth integer not null,
  workspace text not null default 'main',
  kind text not null,
  primary key (visit_id, inbox_seq, nth)
) strict, without rowid;

-- What she or her enterprise means to do: she is reminded of it, and the next visit asks. Lines are added, never changed,
-- but for what became of them.
create table commitment (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  visit_id text references visit (id),
  person_id text not null references person (id),
  enterprise_id text references enterprise (id),
  text text not null,       -- class team: she hears it herself
  due_on text,              -- yyyy-mm-dd, local
  state text not null default 'open', -- open | done | partly | not
  said text,                -- what she answered to the reminder: done | not yet | cannot
  said_at integer,
  settled_visit_id text references visit (id),
  settled_at integer,
  by_kind text not null,
  by_id text not null,
  entered_at integer not null,
  undone_at integer
) strict;
create index commitment_of_person on commitment (person_id, state);

-- Hours that are neither a session nor a visit, entered by hand: a fair, a call of a mentor. Put right by taking them back.
create table hours_entry (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  kind text not null,       -- training | support | other
  enterprise_id text references enterprise (id),
  minutes integer not null,
  happened_at integer not null,
  note text not null default '',
  by_kind text not null,
  by_id text not null,
  entered_at integer not null,
  undone_at integer
) strict;
create index hours_entry_by_programme on hours_entry (programme, happened_at);

create table hours_person (
  entry_id text not null references hours_entry (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  primary key (entry_id, person_id)
) strict, without rowid;
create index hours_of_person on hours_person (person_id);

-- The one definition of hours: a line for each person and session, visit or entry. `minutes` are hers (person-hours);
-- `given` is how long it lasted, once however many were there (hours given). Ask `ends_at <= now`.
create view hours as
  select c.workspace, c.programme, 'training' as kind, 'session' as source, s.id as source_id, a.person_id,
      null as enterprise_id, s.starts_at as at, s.ends_at,
      coalesce(a.minutes, (s.ends_at - s.starts_at) / 60000) as minutes, (s.ends_at - s.starts_at) / 60000 as given, s.sdg
    from attendance a join session s on s.id = a.session_id join cohort c on c.id = s.cohort_id
    where a.status in ('present', 'late', 'represented') and s.cancelled_at is null
  union all
  select v.workspace, v.programme, 'support', 'visit', v.id, p.person_id, v.enterprise_id, v.happened_at, v.happened_at,
      v.minutes, v.minutes, '[]'
    from visit v join visit_person p on p.visit_id = v.id
    where v.state = 'done' and v.undone_at is null and v.minutes is not null and p.applicant = 0
  union all
  select e.workspace, e.programme, e.kind, 'entry', e.id, p.person_id, e.enterprise_id, e.happened_at, e.happened_at,
      e.minutes, e.minutes, '[]'
    from hours_entry e join hours_person p on p.entry_id = e.id where e.undone_at is null;

-- What somebody of the team saw of an applicant, in whichever way it was entered.
create view applicant_visit as
  select person_id, programme, workspace, happened_at, minutes, entered_at from application_visit
  union all
  select p.person_id, v.programme, v.workspace, v.happened_at, v.minutes, v.entered_at
    from visit v join visit_person p on p.visit_id = v.id
    where v.state = 'done' and v.undone_at is null and p.applicant = 1;

-- The ledger of an enterprise: money that was approved and spent, who has what, and what became hers. Lines are added and
-- never changed; one that was wrong is taken back by another that names it. Money is hundredths of its currency.
create table input_entry (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  enterprise_id text references enterprise (id), -- null: airtime repaid to a person who is in none
  person_id text references person (id),         -- of airtime: to whom
  kind text not null,       -- approval | purchase | airtime | custody | transfer | reversal
  of_id text references input_entry (id),        -- of custody and transfer the purchase, of a reversal what it takes back
  line text,                -- of an approval: idea | strengthening | innovation, or the programme's own word
  item text,
  supplier text,
  quantity integer,
  amount integer,           -- of all of it together
  currency text,
  receipt text,             -- what stands on the paper
  holder text,              -- of custody: who has it
  happened_on text not null, -- yyyy-mm-dd, local
  note text not null default '',
  by_kind text not null,
  by_id text not null,
  entered_at integer not null
) strict;
create index input_of_enterprise on input_entry (enterprise_id, kind);
create index input_of_entry on input_entry (of_id) where of_id is not null;
create index input_of_person on input_entry (person_id) where person_id is not null;

create table input_receipt (
  entry_id text not null references input_entry (id),
  inbox_seq integer not null,
  nth integer not null,
  workspace text not null default 'main',
  primary key (entry_id, inbox_seq, nth)
) strict, without rowid;

-- What was not taken back.
create view input_live as
  select * from input_entry e where e.kind <> 'reversal'
    and not exists (select 1 from input_entry r where r.of_id = e.id and r.kind = 'reversal');

-- Things brought to her, and what she answered: 1 complete, 2 something is missing.
create table delivery (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  enterprise_id text not null references enterprise (id),
  person_id text not null references person (id), -- who took it and is asked
  delivered_on text not null,
  answer text,              -- complete | missing
  answered_at integer,
  answered_by text,         -- her | paper
  by_kind text not null,
  by_id text not null,
  entered_at integer not null,
  undone_at integer
) strict;
create index delivery_of_enterprise on delivery (enterprise_id);
create index delivery_of_person on delivery (person_id);

create table delivery_item (
  delivery_id text not null references delivery (id),
  entry_id text not null references input_entry (id),
  quantity integer not null,
  workspace text not null default 'main',
  primary key (delivery_id, entry_id)
) strict, without rowid;
create index delivery_of_entry on delivery_item (entry_id);
