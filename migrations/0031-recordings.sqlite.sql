-- Of a voice note that is kept: how long it is in milliseconds, and whether anything can be heard in it (media/sound.ts). Null where it
-- is none, or could not be read.
alter table media add column length integer;
alter table media add column silent integer;

-- What a step says, for whoever records it and for the report of coverage: of the packs that are loaded now, written anew
-- with every load of them.
create table pack_step (
  workspace text not null default 'main',
  programme text not null,
  flow text not null,
  step text not null,
  nth integer not null,         -- in file order
  kind text not null,           -- lesson | homework | survey | service
  title text not null,          -- of the flow
  words text not null,          -- what is said aloud, in the pack's first language
  options text not null,        -- JSON: the choices with their numbers, as shown
  source text not null,         -- hash of those words (flow/spoken.ts)
  texts integer not null,       -- texts that are to be translated
  translated text not null,     -- JSON: language → [texts that are there, of them stale]
  audio text not null,          -- JSON: languages of which the pack brings a recording
  primary key (programme, flow, step)
) strict, without rowid;

-- A step spoken in a language by somebody of the team. Only approved ones are sent, and only as long as the words that
-- they were made of stand.
create table recording (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  flow text not null,
  step text not null,
  language text not null,
  media_id text,
  source text not null,         -- pack_step.source at the time
  state text not null,          -- draft | approved | refused | replaced | withdrawn
  person_id text not null,      -- who speaks
  made_at integer not null,
  by_person text,               -- who approved or refused it
  reviewed_at integer,
  why text,
  replaced_by text
) strict;
create index recording_step on recording (programme, flow, step, language, state);
create index recording_waits on recording (state, made_at) where state in ('draft', 'approved');

-- Each time words went out in another language than hers, since hers has neither text nor recording. Of nobody: what is
-- counted is the pack.
create table fallback_used (
  seq integer primary key,
  workspace text not null default 'main',
  programme text not null,
  flow text not null,
  step text not null,
  language text not null,       -- hers
  used text not null,           -- in which it went
  at integer not null
) strict;
create index fallback_used_at on fallback_used (programme, at);
