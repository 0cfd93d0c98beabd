-- Where each template stands with its provider, and by which one a message went.

create table template (
  channel text not null,
  name text not null,
  language text not null,   -- Meta's code: es_MX
  workspace text not null default 'main',
  programme text not null default '', -- of the pack that uses it; '' for a stranger's
  status text,              -- domain/template.ts TEMPLATE_STATUSES; null: not known yet
  category text,            -- utility | marketing | …; null: as the pack says
  next_category text,       -- announced, not yet so
  next_at integer,
  quality text,
  reason text,
  provider_id text,         -- Meta's id, Twilio's ContentSid
  trouble text,             -- why messages cannot go by it: outbox/templates/trouble.ts
  told text,                -- the trouble that the team was told of
  seen_at integer not null,
  primary key (channel, name, language)
) strict, without rowid;

alter table outbox add column template text;  -- the one its latest attempt went by: name/language
alter table outbox add column category text;  -- price class of its latest attempt: service | utility | marketing | …
alter table outbox add column called integer not null default 0; -- the template only calls her: its words are still to be said
-- Lessons that wait for a template: few, and looked for when one is approved again.
create index outbox_no_template on outbox (ended_at) where why = 'no-template';
