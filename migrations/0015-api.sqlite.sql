-- Programs that work with us by /api/v1, and what they asked twice.

create table token (
  id text primary key,       -- the part of the token that may be shown
  workspace text not null default 'main',
  name text not null,        -- what it is for, as its owner calls it
  secret_sha256 text not null, -- hex; the secret itself is nowhere
  scopes text not null,      -- JSON list of programme/route.ts SCOPES
  role text,                 -- programme/on-duty.ts ROLES: what of a person it may see; null where a person says it
  programmes text,           -- JSON list of names; null: all of them
  within text,               -- JSON list of cohort.id and unit.id; null: everybody in its programmes
  person_id text references person (id), -- sees what she sees, for as long as she has a role
  created_at integer not null,
  expires_at integer,
  last_used_on text,         -- yyyy-mm-dd, UTC: a day is enough to see that it is forgotten
  revoked_at integer
) strict;

-- What a request with an Idempotency-Key did, so that the same request again does nothing and gets the same answer.
create table idempotency_key (
  token_id text not null references token (id),
  key text not null,
  nth integer not null,      -- the operations of the request in their order; -1: the whole answer
  workspace text not null default 'main',
  request text not null,     -- sha256 of method, address and body
  answer text not null,      -- JSON
  at integer not null,
  primary key (token_id, key, nth)
) strict, without rowid;
create index idempotency_key_by_age on idempotency_key (at);
create index audit_by_token on audit (by_id, seq);
