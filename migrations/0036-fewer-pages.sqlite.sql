-- A message alone in its commit writes whole pages, mostly of indexes: each that goes is one page less for every message.

-- The timers of one person stand beside each other, found by her and their key; nothing else leads to one but its moment. What
-- sleeps until a message leaves is found by the person to whom it goes. The lane is the person's.
create table timer_new (
  person_id text not null references person (id),
  key text not null,
  id text not null,        -- of this setting; not unique
  workspace text not null default 'main',
  request text not null,   -- JSON of domain/timer.ts TimerRequest
  phase text not null,     -- anchor | due
  anchor_question text,
  anchored_at integer,
  due_at integer,
  state integer not null default 0, -- 0 waiting, 1 done, 2 set aside, 3 asleep
  tries integer not null default 0,
  did text,
  created_at integer not null,
  primary key (person_id, key)
) strict, without rowid;
insert into timer_new (person_id, key, id, workspace, request, phase, anchor_question, anchored_at, due_at, state, tries, did, created_at)
  select person_id, key, id, workspace, request, phase, anchor_question, anchored_at, due_at, state, tries, did, created_at
  from timer order by person_id, key;
drop table timer;
alter table timer_new rename to timer;
create index timer_due on timer (due_at, id) where state = 0 and due_at is not null;

-- Answers are found by person, flow and step, and counted there with whether they were right. Nothing asks for one by its id.
create table answer_new (
  seq integer primary key,
  id text not null,        -- drawn by the turn; not unique
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  flow text not null,
  version text not null,
  step text not null,
  question_id text not null,
  type text not null,
  value text not null,     -- JSON of domain/answer.ts Answer
  plain text,              -- JSON of plainValue, for conditions
  raw text not null,
  correct integer,         -- quiz only
  attempt integer,
  appends integer not null default 0, -- more words to the answer before it
  channel text,
  happened_at integer not null,
  entered_at integer not null
) strict;
insert into answer_new (id, workspace, person_id, programme, flow, version, step, question_id, type, value, plain, raw, correct, attempt,
    appends, channel, happened_at, entered_at)
  select id, workspace, person_id, programme, flow, version, step, question_id, type, value, plain, raw, correct, attempt,
    appends, channel, happened_at, entered_at from answer order by rowid;
drop table answer;
alter table answer_new rename to answer;
create index answer_by_person on answer (person_id, flow, step, entered_at, correct);

-- Their numbers only give an order, so SQLite need not write down the last of them in a table of its own for each row.
-- What names a message that came (a case, a part of a homework) must never name another: where the last one goes, its number is kept.
create table inbox_new (
  seq integer primary key,
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
insert into inbox_new (
  seq, workspace, channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, quoted, state, tries,
    did, done_at
  ) select
  seq, workspace, channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, quoted, state, tries,
    did, done_at
  from inbox order by seq;
insert into setting (name, value, updated_at) select 'inbox.last', seq, 0 from sqlite_sequence where name = 'inbox';
drop table inbox;
alter table inbox_new rename to inbox;
create index inbox_pending on inbox (sent_at, seq) where state = 0;
create index inbox_by_address on inbox (address_id, seq);
create trigger inbox_last_gone after delete on inbox when old.seq > coalesce((select max(seq) from inbox), 0) begin
  insert into setting (name, value, updated_at) values ('inbox.last', old.seq, 0)
    on conflict (name) do update set value = max(cast(value as integer), old.seq);
end;

create table outbox_new (
  seq integer primary key,
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
  ended_at integer,        -- failed, doubtful or dropped
  template text,           -- the one its latest attempt went by: name/language
  category text,           -- price class of its latest attempt: service | utility | marketing | …
  called integer not null default 0, -- the template only calls her: its words are still to be said
  undelivered_after integer,
  copy_of text,            -- the outbox row whose words these are, sent another way: one message, not two
  cost integer,            -- expected, in thousandths of the currency's hundredth; null: nobody wrote its price down
  currency text,
  rank integer not null default 0,
  counted_on text
) strict;
insert into outbox_new (
  seq, id, workspace, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message,
    question_id, thread_id, cause, state, attempts, next_at, expires_at, provider_id, segments, repeat, code, why,
    extra, created_at, sending_at, accepted_at, sent_at, delivered_at, read_at, ended_at, template, category, called,
    undelivered_after, copy_of, cost, currency, rank, counted_on
  ) select
  seq, id, workspace, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message,
    question_id, thread_id, cause, state, attempts, next_at, expires_at, provider_id, segments, repeat, code, why,
    extra, created_at, sending_at, accepted_at, sent_at, delivered_at, read_at, ended_at, template, category, called,
    undelivered_after, copy_of, cost, currency, rank, counted_on
  from outbox order by seq;
drop table outbox;
alter table outbox_new rename to outbox;
create index outbox_pending on outbox (channel, our_number, priority, next_at, seq) where state = 'pending';
create index outbox_by_provider on outbox (channel, provider_id) where provider_id is not null;
create index outbox_no_template on outbox (ended_at) where why = 'no-template';
create index outbox_undelivered on outbox (accepted_at + undelivered_after)
  where undelivered_after is not null and state in ('accepted', 'sent');
create unique index outbox_copy_once on outbox (copy_of) where copy_of is not null;
create index outbox_of_person on outbox (person_id);
create index outbox_by_day on outbox (person_id, counted_on) where counted_on is not null;
create index outbox_of_broadcast on outbox (thread_id, state) where kind = 'broadcast';
create index outbox_left on outbox (channel, created_at, person_id, kind, state, why, segments, cost, currency)
  where state not in ('pending', 'sending');
-- All that is not over, by state and address: what holds up others, what is on its way, whose outcome is not known. It
-- stands in this one index for as long as it lasts; the parts of one message are found by the addresses of its person.
create index outbox_open on outbox (state, address_id, priority, rank, seq) where state in ('pending', 'sending', 'unknown');
