-- Staff are persons with a role, answered and alerted on their own phones.

create table staff (
  person_id text not null references person (id),
  role text not null,     -- programme/on-duty.ts ROLES
  programme text not null, -- '' for all of them
  workspace text not null default 'main',
  since integer not null,
  until integer,
  primary key (person_id, role, programme)
) strict, without rowid;
create index staff_on_duty on staff (workspace, programme) where until is null;

-- A case has an owner: whoever was told first, then whoever answered, then whoever it moved to.
alter table care_case add column programme text not null default '';
alter table care_case add column owner_id text references person (id);
alter table care_case add column answered_at integer;  -- when its owner first answered; null again after it moved
alter table care_case add column waiting_since integer; -- her words without an answer; null when none wait
alter table care_case add column words_seq integer;    -- inbox.seq of the message that opened it
alter table care_case add column closed_by text references person (id);
create index case_by_owner on care_case (owner_id) where state = 'open';

-- Everybody who was ever told of a case: they may answer and close it.
create table case_told (
  case_id text not null,
  person_id text not null references person (id),
  workspace text not null default 'main',
  since integer not null,
  primary key (case_id, person_id)
) strict, without rowid;
create index case_told_by_person on case_told (person_id);
