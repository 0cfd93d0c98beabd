-- A message to many, its audience frozen when it was previewed.

create table broadcast (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  state text not null,      -- counting | previewed | scheduled | sending | paused | done | cancelled
  code integer,             -- four digits: whoever confirms it has read the preview
  texts text not null,      -- JSON: programme/broadcast/text.ts BroadcastText[]
  template text,            -- JSON of domain/outbound.ts OutTemplate, where the window is closed
  audience text not null,   -- JSON: programme/audience.ts
  sight text not null,      -- JSON: what its author could see
  source_id text references broadcast (id), -- goes to those whom this one did not reach
  moment text not null,     -- JSON: programme/broadcast/moments.ts When
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  lane_id text,             -- where its author is told, if she wrote from her phone
  person_id text,
  key text,                 -- of whoever may ask twice
  same text not null,       -- the same words to the same people
  tally text not null,      -- JSON: programme/broadcast/tally.ts
  judged integer not null default 0,   -- recipients written
  counted integer not null default 0,  -- of them, in the tally
  last_person text not null default '',
  queued integer not null default 0,   -- recipients that went to the outbox or were left out there
  wrong integer not null default 0,    -- codes that were not its own
  created_at integer not null,
  previewed_at integer,
  tested_at integer,
  confirmed_at integer,
  ended_at integer
) strict;
create index broadcast_by_code on broadcast (workspace, code) where code is not null;
create index broadcast_by_author on broadcast (workspace, by_id, created_at);
create unique index broadcast_by_key on broadcast (workspace, by_id, key) where key is not null;

-- Who was meant, each with what was decided of her then.
create table broadcast_recipient (
  broadcast_id text not null references broadcast (id),
  n integer not null,       -- from 1
  person_id text not null references person (id),
  workspace text not null default 'main',
  address_id text,
  text integer,             -- which of the broadcast's texts
  zone text not null,
  shared integer not null default 0, -- others are reached at that address
  way text,                 -- free | template | by-sms: how it was expected to go
  reason text,              -- why she gets nothing: programme/broadcast/reason.ts; null: she does
  primary key (broadcast_id, n)
) strict, without rowid;
create unique index recipient_once on broadcast_recipient (broadcast_id, person_id);
create index recipient_by_person on broadcast_recipient (person_id);

-- Progress, pause and recall of one broadcast look at its own rows alone.
create index outbox_of_broadcast on outbox (thread_id, state) where kind = 'broadcast';
