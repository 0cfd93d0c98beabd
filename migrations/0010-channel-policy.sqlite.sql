-- What becomes of a message that is taken and never arrives, what messages cost, and numbers at which nobody is.

-- So long after it was accepted somebody looks whether it was delivered; null: nobody does.
alter table outbox add column undelivered_after integer;
alter table outbox add column copy_of text;     -- the outbox row whose words these are, sent another way: one message, not two
alter table outbox add column cost integer;     -- expected, in thousandths of the currency's hundredth; null: nobody wrote its price down
alter table outbox add column currency text;
create index outbox_undelivered on outbox (accepted_at + undelivered_after)
  where undelivered_after is not null and state in ('accepted', 'sent');
create unique index outbox_copy_once on outbox (copy_of) where copy_of is not null;

alter table address add column away_since integer;   -- since when nothing of ours was delivered here; null once something is, or she writes
alter table address add column by_sms_since integer; -- her messages go by SMS since then, until she writes here
alter table address add column strikes integer not null default 0; -- messages in a row that could not reach her here
alter table address add column struck_at integer;    -- when the first of them failed
alter table address add column no_marketing_at integer; -- she told the provider that she wants no marketing from us
create index address_dead on address (dead_at) where dead_at is not null;

-- What was sent in a programme's local month, counted as it is accepted. `programme` is '' for staff of none.
create table spend (
  month text not null,      -- yyyy-mm
  programme text not null,
  channel text not null,
  our_number text not null,
  category text not null,   -- domain/price.ts PRICE_CATEGORIES
  currency text not null,   -- '' where no price was known
  workspace text not null default 'main',
  messages integer not null default 0,
  segments integer not null default 0,
  cost integer not null default 0, -- thousandths of the currency's hundredth
  primary key (month, programme, channel, our_number, category, currency)
) strict, without rowid;

-- That the coordinators were told how far the month's budget is spent: each mark once.
create table budget_told (
  month text not null,
  programme text not null,
  percent integer not null, -- 80 | 100
  workspace text not null default 'main',
  at integer not null,
  primary key (month, programme, percent)
) strict, without rowid;
