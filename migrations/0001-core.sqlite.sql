-- People, lanes and the machinery of delivery. Times are epoch milliseconds, JSON is text, booleans are 0/1.
-- Every table carries its workspace.

create table workspace (
  id text primary key,
  title text not null
) strict;
insert into workspace (id, title) values ('main', 'Recado');

-- The connected component of addresses and persons: order, locking and batch uniqueness go by it.
create table lane (
  id text primary key,
  workspace text not null default 'main',
  state text not null default '{}',
  rev integer not null default 0,
  created_at integer not null
) strict;

-- One sender as seen from one number of ours. `raw` is the id as received, which replies go to.
create table address (
  id text primary key,
  workspace text not null default 'main',
  lane_id text not null references lane (id),
  channel text not null,
  our_number text not null,
  raw text not null,
  phone text,
  bsuid text,
  opted_out_at integer,
  opted_out_by text, -- learner | provider
  last_inbound_at integer,
  window_at integer, -- sent time of her newest message: the 24 h window counts from it
  dead_at integer,   -- the provider says that nobody is there
  simulated integer not null default 0,
  created_at integer not null
) strict;
create index address_by_lane on address (lane_id);

-- The ids seen together on one sender; any of them finds the address.
create table address_key (
  channel text not null,
  our_number text not null,
  value text not null, -- 'phone:+52…', 'wa:521…', 'bsuid:MX.…'
  address_id text not null references address (id),
  workspace text not null default 'main',
  primary key (channel, our_number, value)
) strict, without rowid;

create table person (
  id text primary key,
  workspace text not null default 'main',
  lane_id text not null references lane (id),
  name text,
  language text,
  person_values text not null default '{}', -- person.x: what flows saved
  profile text not null default '{}',       -- profile.x: who she is
  simulated integer not null default 0,
  created_at integer not null
) strict;
create index person_by_lane on person (lane_id);

create table person_address (
  person_id text not null references person (id),
  address_id text not null references address (id),
  workspace text not null default 'main',
  since integer not null,
  primary key (person_id, address_id)
) strict, without rowid;
create index person_by_address on person_address (address_id);

-- Opaque to the store: threads, questions, place in the programme.
create table conversation (
  person_id text primary key references person (id),
  workspace text not null default 'main',
  state text not null,
  schema integer not null,
  rev integer not null default 0,
  updated_at integer not null
) strict, without rowid;

-- What arrived, kept before anything is done with it. state: 0 pending, 1 done, 2 set aside.
create table inbox (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  channel text not null,
  our_number text not null,
  provider_id text not null,
  address_id text not null references address (id),
  inbound text not null,
  sent_at integer not null,
  arrived_at integer not null,
  quoted text,
  state integer not null default 0,
  tries integer not null default 0,
  did text,
  done_at integer,
  unique (channel, our_number, provider_id)
) strict;
create index inbox_pending on inbox (sent_at, seq) where state = 0;
create index inbox_by_address on inbox (address_id, seq);

-- News for a lane from an operation, the outbox, media or another lane.
create table event (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  lane_id text not null references lane (id),
  person_id text,
  name text not null,
  payload text not null default '{}',
  at integer not null,
  state integer not null default 0,
  tries integer not null default 0,
  did text,
  done_at integer
) strict;
create index event_pending on event (at, seq) where state = 0;

-- A moment to come back to. It sleeps (due_at null) until its anchor is known.
create table timer (
  id text primary key,
  workspace text not null default 'main',
  lane_id text not null references lane (id),
  person_id text not null references person (id),
  key text not null,
  request text not null, -- JSON of domain/timer.ts TimerRequest
  phase text not null,   -- anchor | due
  anchor_question text,
  anchored_at integer,
  due_at integer,
  state integer not null default 0, -- 0 waiting, 1 done, 2 set aside
  tries integer not null default 0,
  did text,
  created_at integer not null,
  unique (person_id, key)
) strict;
create index timer_due on timer (due_at, id) where state = 0 and due_at is not null;
create index timer_by_question on timer (anchor_question) where state = 0 and anchor_question is not null;

-- What is to be sent and what became of it. See domain/delivery.ts for the states.
create table outbox (
  seq integer primary key autoincrement,
  id text not null unique,
  workspace text not null default 'main',
  lane_id text not null,
  person_id text not null,
  address_id text not null references address (id),
  channel text not null,
  our_number text not null,
  group_id text not null,
  part integer not null,
  kind text not null,      -- reply | reminder | lesson | staff | broadcast
  priority integer not null,
  message text not null,   -- JSON of domain/outbound.ts OutMessage
  question_id text,
  thread_id text,
  cause integer,           -- inbox.seq it answers
  state text not null default 'pending',
  attempts integer not null default 0,
  next_at integer not null,   -- not before
  expires_at integer,         -- after this it is dropped with a reason
  provider_id text,
  segments integer,
  repeat integer not null default 0, -- sent again after an unknown outcome: may be a repeat
  code text,               -- last provider code
  why text,                -- why it was not sent: a key of outbox/why.ts
  extra text,              -- JSON of OutPart.extra; `zone` and `quiet` (domain/quiet-hours.ts) where they are the person's own
  created_at integer not null,
  sending_at integer,
  accepted_at integer,
  sent_at integer,
  delivered_at integer,
  read_at integer,
  ended_at integer         -- failed, doubtful or dropped
) strict;
create index outbox_pending on outbox (channel, priority, next_at, seq) where state = 'pending';
create index outbox_waiting on outbox (address_id, priority, seq) where state = 'pending';
create index outbox_open on outbox (address_id, state, sending_at) where state in ('sending', 'unknown');
create index outbox_by_group on outbox (group_id, part);
create index outbox_by_provider on outbox (channel, provider_id) where provider_id is not null;

-- A status that names nothing we know yet: it may have overtaken the answer to our own request.
create table stray_status (
  channel text not null,
  our_number text not null,
  provider_id text not null,
  status text not null,
  at integer not null,
  code text,
  reaction text, -- of a failure: domain/delivery.ts
  workspace text not null default 'main',
  seen_at integer not null,
  primary key (channel, our_number, provider_id, status)
) strict, without rowid;

-- Her photos, voice notes and documents, fetched after the turn.
create table media (
  id text primary key,
  workspace text not null default 'main',
  person_id text,
  address_id text not null,
  channel text not null,
  our_number text not null,
  inbox_seq integer not null,
  nth integer not null default 0,
  ref text not null,       -- JSON of domain/inbound.ts MediaRef
  kind text not null,
  state text not null default 'pending', -- pending | kept | refused | gone
  tries integer not null default 0,
  next_at integer not null,
  path text,
  mime text,
  bytes integer,
  sha256 text,
  reason text,
  created_at integer not null,
  unique (inbox_seq, nth)
) strict;
create index media_pending on media (next_at) where state = 'pending';

-- Every version of a flow that was ever loaded, so that people in the middle of an older one can go on.
create table flow_version (
  flow text not null,
  version text not null,
  workspace text not null default 'main',
  kind text not null,
  path text not null,
  source text not null,
  first_seen integer not null,
  primary key (flow, version)
) strict, without rowid;

-- What could not be read or worked, with its reason, for an operator.
create table set_aside (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  source text not null,
  why text not null,
  item text not null,
  at integer not null
) strict;

-- Small named facts of the installation: last seen provider time, clean stop, tokens' health.
create table setting (
  name text primary key,
  workspace text not null default 'main',
  value text not null,
  updated_at integer not null
) strict, without rowid;
