CREATE TABLE address (
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
, away_since integer, by_sms_since integer, strikes integer not null default 0, struck_at integer, no_marketing_at integer, doubt_at integer) strict;

CREATE INDEX address_by_lane on address (lane_id);

CREATE INDEX address_by_phone on address (phone) where phone is not null;

CREATE INDEX address_dead on address (dead_at) where dead_at is not null;

CREATE TABLE address_key (
  channel text not null,
  our_number text not null,
  value text not null, -- 'phone:+52…', 'wa:521…', 'bsuid:MX.…'
  address_id text not null references address (id),
  workspace text not null default 'main',
  primary key (channel, our_number, value)
) strict, without rowid;

CREATE INDEX alert_of_person on safeguarding_alert (person_id);

CREATE TABLE "answer" (
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

CREATE INDEX answer_by_person on answer (person_id, flow, step, entered_at, correct);

CREATE VIEW applicant_visit as
  select person_id, programme, workspace, happened_at, minutes, entered_at from application_visit
  union all
  select p.person_id, v.programme, v.workspace, v.happened_at, v.minutes, v.entered_at
    from visit v join visit_person p on p.visit_id = v.id
    where v.state = 'done' and v.undone_at is null and p.applicant = 1;

CREATE TABLE application (
  person_id text not null references person (id),
  programme text not null,
  workspace text not null default 'main',
  cohort text,             -- name of the one she asked for, behind the join word
  source text not null,    -- keyword | staff | import
  applied_at integer not null,
  primary key (person_id, programme)
) strict, without rowid;

CREATE INDEX application_by_programme on application (programme, applied_at);

CREATE TABLE application_decision (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  decision text not null,  -- selected | waitlisted | declined
  why text not null default '',
  cohort_id text references cohort (id), -- where she goes, of one who is selected
  by_kind text not null,
  by_id text not null,
  at integer not null,
  told_at integer,         -- she was told; until then it can be taken back
  undone_at integer
) strict;

CREATE INDEX application_decision_of_person on application_decision (person_id, programme);

CREATE TABLE application_score (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  criterion text not null, -- id in programme.yaml
  score integer,
  by_kind text not null,
  by_id text not null,
  at integer not null
) strict;

CREATE INDEX application_score_of_person on application_score (person_id, programme);

CREATE TABLE application_visit (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  happened_at integer not null,
  minutes integer,
  notes text not null default '', -- class team
  by_kind text not null,   -- programme/audit.ts By
  by_id text not null,
  entered_at integer not null
) strict;

CREATE INDEX application_visit_of_person on application_visit (person_id, programme);

CREATE TABLE at_risk (
  person_id text not null references person (id),
  programme text not null,
  rule text not null,      -- domain/at-risk.ts RISK_RULES
  about text not null default '', -- of a rule of the pack: its words
  workspace text not null default 'main',
  n integer not null,      -- sessions, homeworks; else 1
  since integer not null,  -- when it began
  covers text,             -- of a rule of the pack: the rule of ours that says the same
  primary key (person_id, programme, rule, about)
) strict, without rowid;

CREATE INDEX at_risk_by_programme on at_risk (programme, rule);

CREATE TABLE attendance (
  session_id text not null references session (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  status text not null,     -- domain/attendance.ts
  method text not null,
  minutes integer,
  stood_in text,
  conflict integer not null default 0,
  fact_id text not null,
  primary key (session_id, person_id)
) strict, without rowid;

CREATE TRIGGER attendance_changed after update on attendance_fact begin
  delete from attendance where session_id = old.session_id and person_id = old.person_id;
  delete from attendance where session_id = new.session_id and person_id = new.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = old.session_id and person_id = old.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = new.session_id and person_id = new.person_id
      and (new.session_id <> old.session_id or new.person_id <> old.person_id);
end;

CREATE INDEX attendance_conflict on attendance (session_id) where conflict = 1;

CREATE TABLE attendance_fact (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  person_id text not null references person (id),
  method text not null,   -- self | roll
  status text not null,   -- present | absent | excused | late
  happened_at integer not null, -- when she sent it
  sent_by text not null,        -- provider | arrival: whose clock said so
  entered_at integer not null,
  by_person text
, roll_id text references roll (id), minutes integer, stood_in text, undone_at integer) strict;

CREATE TRIGGER attendance_gone after delete on attendance_fact begin
  delete from attendance where session_id = old.session_id and person_id = old.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = old.session_id and person_id = old.person_id;
end;

CREATE TRIGGER attendance_noted after insert on attendance_fact begin
  delete from attendance where session_id = new.session_id and person_id = new.person_id;
  insert into attendance select session_id, person_id, workspace, status, method, minutes, stood_in, conflict, fact_id
    from attendance_of_facts where session_id = new.session_id and person_id = new.person_id;
end;

CREATE VIEW attendance_of_facts as
  select session_id, person_id, workspace, status, method, minutes, stood_in,
    method = 'roll' and self is not null and (status in ('present', 'late', 'represented')) <> (self in ('present', 'late', 'represented'))
      as conflict,
    id as fact_id
  from (
    select f.*,
      row_number() over (partition by f.session_id, f.person_id order by
        case f.method when 'settled' then 0 when 'roll' then 1 when 'self' then 2 else 3 end, f.entered_at desc, f.id desc) as nth,
      max(case when f.method = 'self' then f.status end) over (partition by f.session_id, f.person_id) as self
    from attendance_fact f where f.undone_at is null
  ) where nth = 1;

CREATE INDEX attendance_of_her on attendance (person_id, session_id, status, method, conflict, minutes);

CREATE INDEX attendance_of_person on attendance_fact (person_id);

CREATE INDEX attendance_of_session on attendance_fact (session_id, person_id, entered_at);

CREATE UNIQUE INDEX attendance_once on attendance_fact (session_id, person_id, method) where method = 'self';

CREATE TABLE audit (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  at integer not null,
  by_kind text not null,   -- staff | token | shell | system
  by_id text not null,
  action text not null,    -- broadcast.send, person.export …
  about text,              -- id of what it was done to
  detail text not null default '{}'
) strict;

CREATE INDEX audit_about on audit (about, seq) where about is not null;

CREATE INDEX audit_by_token on audit (by_id, seq);

CREATE TABLE broadcast (
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

CREATE INDEX broadcast_by_author on broadcast (workspace, by_id, created_at);

CREATE INDEX broadcast_by_code on broadcast (workspace, code) where code is not null;

CREATE UNIQUE INDEX broadcast_by_key on broadcast (workspace, by_id, key) where key is not null;

CREATE TABLE broadcast_recipient (
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

CREATE TABLE budget_told (
  month text not null,
  programme text not null,
  percent integer not null, -- 80 | 100
  workspace text not null default 'main',
  at integer not null,
  primary key (month, programme, percent)
) strict, without rowid;

CREATE TABLE care_case (
  number integer primary key autoincrement,
  id text not null unique,
  workspace text not null default 'main',
  person_id text not null references person (id),
  topic text not null,
  reason text not null,
  state text not null,    -- open | closed
  thread_id text,
  opened_at integer not null,
  closed_at integer
, programme text not null default '', owner_id text references person (id), answered_at integer, waiting_since integer, words_seq integer, closed_by text references person (id)) strict;

CREATE INDEX case_by_owner on care_case (owner_id) where state = 'open';

CREATE INDEX case_of_person on care_case (person_id);

CREATE UNIQUE INDEX case_once on care_case (person_id, topic) where state = 'open';

CREATE TABLE case_told (
  case_id text not null,
  person_id text not null references person (id),
  workspace text not null default 'main',
  since integer not null,
  primary key (case_id, person_id)
) strict, without rowid;

CREATE INDEX case_told_by_person on case_told (person_id);

CREATE TABLE certificate (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  rule text not null,
  code text not null unique,
  issued_at integer not null, year integer, number integer, name text, printed text not null default '{}', evidence text not null default '{}', run_id text, reissued_at integer, revoked_at integer, revoked_why text,
  unique (person_id, programme)
) strict;

CREATE UNIQUE INDEX certificate_by_number on certificate (workspace, programme, year, number);

CREATE TABLE certificate_code (
  code text primary key,
  certificate_id text not null references certificate (id),
  workspace text not null default 'main',
  until integer not null
) strict;

CREATE INDEX certificate_code_of on certificate_code (certificate_id);

CREATE TABLE certificate_lack (
  person_id text not null references person (id),
  programme text not null,
  workspace text not null default 'main',
  lacks text not null,      -- JSON list of the parts as they stand in the rule
  at integer not null,
  primary key (person_id, programme)
) strict, without rowid;

CREATE TRIGGER certificate_numbered after insert on certificate when new.number is null and new.year is not null begin
  insert into certificate_series values (new.workspace, new.programme, new.year, 1)
    on conflict (workspace, programme, year) do update set last = last + 1;
  update certificate set number = (select last from certificate_series
    where workspace = new.workspace and programme = new.programme and year = new.year) where id = new.id;
  insert into document (id, workspace, person_id, kind, about, not_before, created_at)
    values (new.id, new.workspace, new.person_id, 'certificate', new.id, new.issued_at, new.issued_at);
end;

CREATE TABLE certificate_run (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  cohort_id text references cohort (id),
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  cursor text not null default '', -- person id: so far it has come
  people integer not null,  -- to look at
  looked integer not null default 0,
  issued integer not null default 0,
  had integer not null default 0,  -- of the looked at: those who had one
  started_at integer not null,
  done_at integer
) strict;

CREATE INDEX certificate_run_open on certificate_run (started_at) where done_at is null;

CREATE TABLE certificate_series (
  workspace text not null default 'main',
  programme text not null,
  year integer not null,
  last integer not null,
  primary key (workspace, programme, year)
) strict, without rowid;

CREATE TABLE cohort (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,
  starts_on text not null, -- yyyy-mm-dd, local
  timezone text not null,
  created_at integer not null, site_id text references unit (id), stage_id text references unit (id), partner_id text references unit (id),
  unique (workspace, programme, name)
) strict;

CREATE TABLE commitment (
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

CREATE INDEX commitment_of_person on commitment (person_id, state);

CREATE TABLE consent (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  purpose text not null,
  wording text not null,
  language text,
  channel text,
  given integer not null,
  happened_at integer not null,
  entered_at integer not null
, by_kind text, by_id text, proof text, withdraws text, programme text) strict;

CREATE INDEX consent_by_purpose on consent (programme, purpose, person_id);

CREATE INDEX consent_of_person on consent (person_id);

CREATE TABLE contact_try (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  outcome text not null,   -- domain/at-risk.ts OUTCOMES
  words text not null default '', -- why she leaves; class team
  due_at integer,          -- she asked to be called then
  hidden_until integer not null,  -- she stands on no list before
  pause_id text references pause (id),
  by_kind text not null,   -- programme/audit.ts By
  by_id text not null,
  at integer not null,
  undone_at integer
) strict;

CREATE INDEX contact_try_due on contact_try (due_at) where due_at is not null and undone_at is null;

CREATE INDEX contact_try_of_person on contact_try (person_id, programme, at);

CREATE TABLE "conversation" (
  person_id text primary key references person (id),
  workspace text not null default 'main',
  state text not null,
  schema integer not null,
  rev integer not null default 0,
  updated_at integer not null
) strict;

CREATE TABLE delivery (
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

CREATE TABLE delivery_item (
  delivery_id text not null references delivery (id),
  entry_id text not null references input_entry (id),
  quantity integer not null,
  workspace text not null default 'main',
  primary key (delivery_id, entry_id)
) strict, without rowid;

CREATE INDEX delivery_of_enterprise on delivery (enterprise_id);

CREATE INDEX delivery_of_entry on delivery_item (entry_id);

CREATE INDEX delivery_of_person on delivery (person_id);

CREATE TABLE document (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  kind text not null,       -- certificate
  about text not null,      -- certificate.id
  state integer not null default 0, -- 0 to draw, 1 kept, 2 given up
  file text,                -- under MEDIA_DIR
  tries integer not null default 0,
  not_before integer not null,
  why text,                 -- error code
  created_at integer not null,
  made_at integer
) strict;

CREATE TRIGGER document_gone after delete on document when old.file is not null begin
  insert into trash (path, at) values (old.file, 0) on conflict do nothing;
end;

CREATE INDEX document_of_person on document (person_id);

CREATE INDEX document_to_draw on document (not_before) where state = 0;

CREATE TABLE enrolment (
  person_id text not null references person (id),
  programme text not null,
  workspace text not null default 'main',
  cohort_id text,
  state text not null,
  since integer not null, group_id text references unit (id), site_id text references unit (id), stage_id text references unit (id), partner_id text references unit (id), reason text,
  primary key (person_id, programme)
) strict, without rowid;

CREATE INDEX enrolment_by_cohort on enrolment (cohort_id) where cohort_id is not null;

CREATE INDEX enrolment_by_programme on enrolment (programme, state, person_id);

CREATE TABLE enterprise (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,
  sector text,             -- food | crafts | … : the programme's own word
  line text,               -- of financing: idea | strengthening | innovation
  family_run integer not null default 0,
  site_id text references unit (id),
  stage_id text references unit (id),
  created_at integer not null,
  ended_at integer,
  unique (workspace, programme, name)
) strict;

CREATE INDEX enterprise_by_person on enterprise_member (person_id);

CREATE TABLE enterprise_member (
  enterprise_id text not null references enterprise (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  since integer not null,
  until integer,
  primary key (enterprise_id, person_id)
) strict, without rowid;

CREATE TABLE erasure (
  id text primary key,
  workspace text not null default 'main',
  who text,                              -- person.id; null once it is done
  state text not null default 'open',    -- open | done | stopped
  why text not null,
  by_kind text not null,
  by_id text not null,
  asked_at integer not null,
  begins_at integer not null,
  done_at integer
) strict;

CREATE UNIQUE INDEX erasure_once on erasure (who) where state = 'open';

CREATE INDEX erasure_open on erasure (begins_at) where state = 'open';

CREATE TABLE event (
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

CREATE INDEX event_of_lane on event (lane_id) where state = 0;

CREATE INDEX event_of_person on event (person_id) where state = 0 and person_id is not null;

CREATE INDEX event_pending on event (at, seq) where state = 0;

CREATE VIEW expected as
  select s.id as session_id, s.cohort_id, s.starts_at, s.ends_at, r.person_id, r.number
    from session s join roster r on r.cohort_id = s.cohort_id
    where s.cancelled_at is null and s.kind = 'session' and s.ends_at > r.since
      and (r.until is null or s.starts_at < r.until)
      and not exists (select 1 from roster_gap x where x.cohort_id = s.cohort_id and x.person_id = r.person_id
        and x.from_at <= s.starts_at and s.ends_at <= x.to_at)
      and (s.group_id is null or exists (select 1 from enrolment e
        where e.person_id = r.person_id and e.cohort_id = s.cohort_id and e.group_id = s.group_id))
      and (s.has_copies = 0 or not exists (select 1 from enrolment e
        join session o on o.cohort_id = s.cohort_id and o.plan_id = s.plan_id and o.group_id = e.group_id
        where e.person_id = r.person_id and e.cohort_id = s.cohort_id))
  union all
  select s.id, s.cohort_id, s.starts_at, s.ends_at, u.person_id,
      (select r.number from roster r where r.cohort_id = s.cohort_id and r.person_id = u.person_id)
    from session s join sign_up u on u.session_id = s.id and u.state = 'in'
    where s.cancelled_at is null and s.kind = 'event';

CREATE TABLE fallback_used (
  seq integer primary key,
  workspace text not null default 'main',
  programme text not null,
  flow text not null,
  step text not null,
  language text not null,       -- hers
  used text not null,           -- in which it went
  at integer not null
) strict;

CREATE INDEX fallback_used_at on fallback_used (programme, at);

CREATE TABLE flow_progress (
  person_id text not null references person (id),
  flow text not null,
  workspace text not null default 'main',
  version text not null,
  opened_at integer,
  finished_at integer,
  left_at integer, released_at integer,
  primary key (person_id, flow)
) strict, without rowid;

CREATE TABLE flow_version (
  flow text not null,
  version text not null,
  workspace text not null default 'main',
  kind text not null,
  path text not null,
  source text not null,
  first_seen integer not null,
  primary key (flow, version)
) strict, without rowid;

CREATE TABLE homework (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  name text not null,
  state text not null,    -- assigned | received | redo | accepted | excused
  thread_id text,
  assigned_at integer not null,
  received_at integer,
  handed_in_at integer,   -- she said that this is all, or was quiet for a day after a part
  due_at integer, submission integer not null default 1, reviewed_at integer, excused_why text,         -- set when that day has come
  unique (person_id, programme, name)
) strict;

CREATE INDEX homework_counted on homework (person_id, programme, name, state, assigned_at, id);

CREATE TABLE homework_part (
  id text primary key,
  workspace text not null default 'main',
  homework_id text not null references homework (id),
  kind text not null,     -- text | photo | voice | video | document | location
  text text,
  inbox_seq integer,
  nth integer not null default 0, -- with inbox_seq names the media row
  happened_at integer not null,
  entered_at integer not null
, submission integer not null default 1, late integer not null default 0) strict;

CREATE INDEX homework_to_review on homework (programme, received_at) where state = 'received';

CREATE VIEW hours as
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

CREATE TABLE hours_entry (
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

CREATE INDEX hours_entry_by_programme on hours_entry (programme, happened_at);

CREATE INDEX hours_of_person on hours_person (person_id);

CREATE TABLE hours_person (
  entry_id text not null references hours_entry (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  primary key (entry_id, person_id)
) strict, without rowid;

CREATE TABLE household (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,
  people integer,          -- how many live there, children too; never who
  site_id text references unit (id),
  created_at integer not null,
  unique (workspace, programme, name)
) strict;

CREATE INDEX household_by_person on household_member (person_id);

CREATE TABLE household_member (
  household_id text not null references household (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  since integer not null,
  primary key (household_id, person_id)
) strict, without rowid;

CREATE TABLE idempotency_key (
  token_id text not null references token (id),
  key text not null,
  nth integer not null,      -- the operations of the request in their order; -1: the whole answer
  workspace text not null default 'main',
  request text not null,     -- sha256 of method, address and body
  answer text not null,      -- JSON
  at integer not null,
  primary key (token_id, key, nth)
) strict, without rowid;

CREATE INDEX idempotency_key_by_age on idempotency_key (at);

CREATE TABLE import (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  state text not null default 'reading', -- reading | previewed | running | done | expired
  sha256 text not null,      -- of the file, hex
  plan text not null,        -- JSON: how the file was read and what its columns are (programme/import/plan.ts)
  tally text not null default '{}',  -- JSON: what the preview counted (programme/import/tally.ts)
  result text not null default '{}', -- JSON: what has been done
  by_kind text not null,     -- programme/audit.ts By
  by_id text not null,
  slices integer not null default 0, -- rows of import_slice there were
  done integer not null default 0,   -- and how many of them are done
  created_at integer not null,
  previewed_at integer,
  confirmed_at integer,
  ended_at integer
) strict;

CREATE INDEX import_by_file on import (workspace, programme, sha256);

CREATE TABLE import_problem (
  import_id text not null references import (id),
  seq integer not null,
  workspace text not null default 'main',
  line integer not null,     -- as a spreadsheet numbers it: the header is 1
  level text not null,       -- error: the row is left out | ask: look at it | note
  code text not null,        -- programme/import/problem.ts
  heading text,              -- the column's header, as the file has it
  vars text not null default '{}', -- JSON: what fills the places of its text
  value text,                -- what the cell holds; null where that must not be repeated
  person_id text,            -- whom it is about, of those known before
  primary key (import_id, seq)
) strict, without rowid;

CREATE INDEX import_problem_of_person on import_problem (person_id) where person_id is not null;

CREATE TABLE import_slice (
  import_id text not null references import (id),
  n integer not null,        -- from 1
  workspace text not null default 'main',
  rows text not null,        -- JSON list of programme/import/planned.ts
  primary key (import_id, n)
) strict, without rowid;

CREATE TABLE "inbox" (
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

CREATE INDEX inbox_by_address on inbox (address_id, seq);

CREATE TRIGGER inbox_last_gone after delete on inbox when old.seq > coalesce((select max(seq) from inbox), 0) begin
  insert into setting (name, value, updated_at) values ('inbox.last', old.seq, 0)
    on conflict (name) do update set value = max(cast(value as integer), old.seq);
end;

CREATE INDEX inbox_pending on inbox (sent_at, seq) where state = 0;

CREATE TABLE input_entry (
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

CREATE VIEW input_live as
  select * from input_entry e where e.kind <> 'reversal'
    and not exists (select 1 from input_entry r where r.of_id = e.id and r.kind = 'reversal');

CREATE INDEX input_of_enterprise on input_entry (enterprise_id, kind);

CREATE INDEX input_of_entry on input_entry (of_id) where of_id is not null;

CREATE INDEX input_of_person on input_entry (person_id) where person_id is not null;

CREATE TABLE input_receipt (
  entry_id text not null references input_entry (id),
  inbox_seq integer not null,
  nth integer not null,
  workspace text not null default 'main',
  primary key (entry_id, inbox_seq, nth)
) strict, without rowid;

CREATE TABLE inscription (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  created_at integer not null,
  undone_at integer
) strict;

CREATE INDEX inscription_by_author on inscription (workspace, by_id, created_at);

CREATE INDEX inscription_of_person on inscription_person (person_id);

CREATE TABLE inscription_person (
  inscription_id text not null references inscription (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  primary key (inscription_id, person_id)
) strict, without rowid;

CREATE INDEX intention_by_person on session_intention (person_id, session_id, entered_at);

CREATE TABLE job (
  id text primary key,
  workspace text not null default 'main',
  lane_id text,            -- who is answered; null: nobody
  person_id text,
  operation text not null,
  input text not null,     -- JSON
  not_before integer not null,
  state integer not null default 0, -- 0 waiting, 1 done, 2 set aside
  tries integer not null default 0,
  did text,
  created_at integer not null,
  done_at integer
) strict;

CREATE INDEX job_due on job (not_before, id) where state = 0;

CREATE TABLE ladder_step (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  step integer not null,
  on_day text not null,         -- yyyy-mm-dd
  source text not null,         -- survey | team
  by_kind text,                 -- who judged it; null: she herself
  by_id text,
  entered_at integer not null,
  undone_at integer
) strict;

CREATE INDEX ladder_step_of_her on ladder_step (person_id, programme, on_day);

CREATE TABLE lane (
  id text primary key,
  workspace text not null default 'main',
  state text not null default '{}',
  rev integer not null default 0,
  created_at integer not null
) strict;

CREATE TABLE link_claim (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id), -- who asks, as we know her on that number
  state text not null default 'open',             -- open | done | failed
  tries integer not null default 0,
  asked_at integer not null,
  until integer not null
) strict;

CREATE INDEX link_claim_of_person on link_claim (person_id, asked_at);

CREATE TABLE link_code (
  claim_id text not null references link_claim (id),
  person_id text not null references person (id), -- whom the code is about
  workspace text not null default 'main',
  proof text not null,     -- SHA-256 of claim and code
  by_phone integer not null, -- it went to her own old number; 0: through somebody of the team
  asked_at integer not null,
  primary key (claim_id, person_id)
) strict, without rowid;

CREATE INDEX link_code_of_person on link_code (person_id, asked_at);

CREATE TABLE media (
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
  created_at integer not null, then_events text, length integer, silent integer,
  unique (inbox_seq, nth)
) strict;

CREATE INDEX media_by_path on media (path) where path is not null;

CREATE INDEX media_of_person on media (person_id) where person_id is not null;

CREATE INDEX media_pending on media (next_at) where state = 'pending';

CREATE TABLE merge (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  gone_id text not null,
  why text not null,       -- shell | staff | code | duplicate
  was_lane text,           -- the lane of the one who went, where it was another
  at integer not null,
  undone_at integer
) strict;

CREATE INDEX merge_by_gone on merge (gone_id);

CREATE INDEX merge_of_person on merge (person_id);

CREATE TABLE merge_row (
  seq integer primary key,
  merge_id text not null references merge (id),
  workspace text not null default 'main',
  what text not null,      -- moved | dropped | changed | added
  table_name text not null,
  column_name text,        -- of what was moved: its column, what stood there, what stands there now
  was text,
  became text,
  row_key text not null,   -- JSON array: the row's key as the merge left it
  before text,
  after text
) strict;

CREATE INDEX merge_row_of on merge_row (merge_id, table_name, what);

CREATE TABLE migration (
  number integer primary key,
  name text not null,
  hash text not null,
  applied_at integer not null
) strict;

CREATE TABLE missed_step (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  flow text not null,
  step text not null,
  question_id text not null,
  entered_at integer not null
, why text not null default 'not-understood') strict;

CREATE INDEX missed_step_of_person on missed_step (person_id);

CREATE TABLE numbered (
  person_id text not null references person (id),
  list text not null,      -- calls | tasks
  n integer not null,
  about text not null,     -- person.id or task.id
  programme text not null,
  workspace text not null default 'main',
  at integer not null,
  primary key (person_id, list, n)
) strict, without rowid;

CREATE TABLE "outbox" (
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

CREATE INDEX outbox_by_day on outbox (person_id, counted_on) where counted_on is not null;

CREATE INDEX outbox_by_provider on outbox (channel, provider_id) where provider_id is not null;

CREATE UNIQUE INDEX outbox_copy_once on outbox (copy_of) where copy_of is not null;

CREATE INDEX outbox_left on outbox (channel, created_at, person_id, kind, state, why, segments, cost, currency)
  where state not in ('pending', 'sending');

CREATE INDEX outbox_no_template on outbox (ended_at) where why = 'no-template';

CREATE INDEX outbox_of_broadcast on outbox (thread_id, state) where kind = 'broadcast';

CREATE INDEX outbox_of_person on outbox (person_id);

CREATE INDEX outbox_open on outbox (state, address_id, priority, rank, seq) where state in ('pending', 'sending', 'unknown');

CREATE INDEX outbox_pending on outbox (channel, our_number, priority, next_at, seq) where state = 'pending';

CREATE INDEX outbox_undelivered on outbox (accepted_at + undelivered_after)
  where undelivered_after is not null and state in ('accepted', 'sent');

CREATE TABLE outcome (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  person_id text references person (id),
  enterprise_id text references enterprise (id),
  kind text not null,           -- business-created | registered | self-employed | job-direct | job-indirect
  count integer not null default 1,
  on_day text not null,         -- yyyy-mm-dd
  evidence text not null,       -- self-report | document | visit
  proof text,                   -- the mark on the document, or the media row of its photo
  by_kind text not null,        -- programme/audit.ts By
  by_id text not null,
  entered_at integer not null,
  undone_at integer
) strict;

CREATE INDEX outcome_of_her on outcome (person_id);

CREATE INDEX outcome_of_programme on outcome (programme, on_day);

CREATE TABLE pack_step (
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

CREATE INDEX part_by_homework on homework_part (homework_id, happened_at);

CREATE INDEX part_late on homework_part (homework_id) where late = 1;

CREATE TABLE pause (
  id text primary key,
  workspace text not null default 'main',
  cohort_id text references cohort (id),
  person_id text references person (id),
  from_day text not null,  -- yyyy-mm-dd
  to_day text not null,
  why text not null default '',
  by_kind text not null,   -- programme/audit.ts By
  by_id text not null,
  created_at integer not null,
  ended_at integer         -- taken back, or ended sooner
) strict;

CREATE INDEX pause_of_cohort on pause (cohort_id) where cohort_id is not null and ended_at is null;

CREATE INDEX pause_of_person on pause (person_id) where person_id is not null and ended_at is null;

CREATE TABLE person (
  id text primary key,
  workspace text not null default 'main',
  lane_id text not null references lane (id),
  name text,
  language text,
  person_values text not null default '{}', -- person.x: what flows saved
  profile text not null default '{}',       -- profile.x: who she is
  simulated integer not null default 0,
  created_at integer not null
, blocked_at integer, erase_at integer, erased_at integer) strict;

CREATE TABLE person_address (
  person_id text not null references person (id),
  address_id text not null references address (id),
  workspace text not null default 'main',
  since integer not null, silent_since integer,
  primary key (person_id, address_id)
) strict, without rowid;

CREATE INDEX person_by_address on person_address (address_id);

CREATE INDEX person_by_lane on person (lane_id);

CREATE INDEX person_by_name on person (
  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    lower(name), 'á', 'a'), 'é', 'e'), 'í', 'i'), 'ó', 'o'), 'ú', 'u'), 'ü', 'u'), 'ñ', 'n'),
    'Á', 'a'), 'É', 'e'), 'Í', 'i'), 'Ó', 'o'), 'Ú', 'u'), 'Ü', 'u'), 'Ñ', 'n')
) where name is not null;

CREATE INDEX person_gone on person (id) where blocked_at is not null or erased_at is not null;

CREATE INDEX person_simulated on person (id) where simulated = 1;

CREATE TABLE privacy_request (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  kind text not null,       -- access | erasure | rectification
  state text not null default 'open', -- open | done
  channel text,
  asked_at integer not null,
  due_at integer not null,
  done_at integer
, did text, by_kind text, by_id text) strict;

CREATE INDEX privacy_request_of_person on privacy_request (person_id);

CREATE INDEX privacy_request_open on privacy_request (due_at) where state = 'open';

CREATE INDEX recipient_by_person on broadcast_recipient (person_id);

CREATE UNIQUE INDEX recipient_once on broadcast_recipient (broadcast_id, person_id);

CREATE TABLE recording (
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

CREATE INDEX recording_step on recording (programme, flow, step, language, state);

CREATE INDEX recording_waits on recording (state, made_at) where state in ('draft', 'approved');

CREATE TABLE reflection (
  session_id text not null references session (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  asked_at integer not null,
  primary key (session_id, person_id)
) strict, without rowid;

CREATE INDEX reflection_of_person on reflection (person_id);

CREATE TABLE report_frozen (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  name text not null,       -- month
  period text not null,     -- yyyy-mm
  scope text not null default '{}', -- JSON: cohort, site… it is about; {} for the whole programme
  version integer not null,
  why text,                 -- of a correction
  content text not null,    -- JSON of domain/sheet.ts Sheet and the figures on it
  sha256 text not null,     -- of content
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  frozen_at integer not null,
  unique (workspace, programme, name, period, scope, version)
) strict;

CREATE TABLE rest (
  person_id text not null references person (id),
  programme text not null,
  from_at integer not null,
  workspace text not null default 'main',
  to_at integer,           -- null: she rests still
  primary key (person_id, programme, from_at)
) strict, without rowid;

CREATE TRIGGER rest_begins after update of state on enrolment when new.state = 'paused' and old.state <> 'paused' begin
  insert or ignore into rest (person_id, programme, from_at, workspace) values (new.person_id, new.programme, new.since, new.workspace);
end;

CREATE TRIGGER rest_ends after update of state on enrolment when old.state = 'paused' and new.state <> 'paused' begin
  update rest set to_at = new.since where person_id = new.person_id and programme = new.programme and to_at is null;
end;

CREATE TABLE restricted_note (
  id text primary key,
  workspace text not null default 'main',
  case_id text not null,
  person_id text not null references person (id), -- whom it is about
  by_person text references person (id),          -- null: her own words
  text text not null,
  at integer not null
) strict;

CREATE INDEX restricted_note_by_case on restricted_note (case_id, at);

CREATE INDEX restricted_note_of_person on restricted_note (person_id);

CREATE TABLE review (
  id text primary key,
  workspace text not null default 'main',
  homework_id text not null references homework (id),
  submission integer not null,
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  opened_at integer not null,
  decided_at integer,
  verdict text,             -- done | partly | redo | excused
  words text,               -- for her
  media_id text,            -- a voice note for her
  undone_at integer
, received_at integer) strict;

CREATE INDEX review_by_author on review (workspace, by_id, opened_at);

CREATE INDEX review_counted on review (homework_id, decided_at, received_at) where undone_at is null and verdict <> 'excused';

CREATE INDEX review_of_homework on review (homework_id, opened_at);

CREATE INDEX review_open on review (homework_id, submission) where decided_at is null and undone_at is null;

CREATE TABLE roll (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  code integer,             -- four digits: DESHACER 4821
  source text not null,     -- phone | api | paper
  sheet text,               -- of paper: the mark on the sheet
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  happened_at integer not null, -- the moment it speaks of
  entered_at integer not null,
  undone_at integer
) strict;

CREATE INDEX roll_by_author on roll (workspace, by_id, entered_at);

CREATE INDEX roll_of_session on roll (session_id, entered_at);

CREATE TABLE roster (
  cohort_id text not null references cohort (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  number integer not null,
  since integer not null,
  until integer,
  primary key (cohort_id, person_id),
  unique (cohort_id, number)
) strict, without rowid;

CREATE TRIGGER roster_again after update of state on enrolment
  when new.cohort_id is not null and old.state <> new.state
    and new.state in ('invited', 'registering', 'applicant', 'active', 'paused', 'completed') begin
  insert or ignore into roster_gap (cohort_id, person_id, workspace, from_at, to_at)
    select cohort_id, person_id, workspace, until, new.since from roster
      where cohort_id = new.cohort_id and person_id = new.person_id and until < new.since;
  update roster set until = null where cohort_id = new.cohort_id and person_id = new.person_id and until is not null;
end;

CREATE INDEX roster_by_person on roster (person_id);

CREATE TABLE roster_gap (
  cohort_id text not null references cohort (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  from_at integer not null,
  to_at integer not null,
  primary key (cohort_id, person_id, from_at)
) strict, without rowid;

CREATE INDEX roster_gap_of_person on roster_gap (person_id);

CREATE TABLE safeguarding_alert (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  state text not null,    -- open | closed
  raised_at integer not null,
  closed_at integer
) strict;

CREATE TABLE session (
  id text primary key,
  workspace text not null default 'main',
  cohort_id text not null references cohort (id),
  plan_id text not null,
  title text not null,
  starts_at integer not null,
  ends_at integer not null,
  place text,
  word text,
  cancelled_at integer
, site_id text references unit (id), stage_id text references unit (id), group_id text references unit (id), kind text not null default 'session', open_to text not null default 'cohort', capacity integer, language text, host text, agenda text, objectives text not null default '[]', outputs text not null default '[]', sdg text not null default '[]', why text, word_at integer, invite_at integer, invited_at integer, reflection integer not null default 0, reflected_at integer, has_copies integer not null default 0) strict;

CREATE INDEX session_by_cohort on session (cohort_id, starts_at);

CREATE INDEX session_by_start on session (starts_at);

CREATE TABLE session_change (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  kind text not null,       -- added | moved | corrected | cancelled | restored
  was text not null,        -- JSON of programme/session/state.ts Held; null of one that is new
  why text,
  by_kind text not null,    -- programme/audit.ts By
  by_id text not null,
  at integer not null,
  told_at integer           -- everybody concerned was told, or there was nothing to tell
) strict;

CREATE INDEX session_change_of on session_change (session_id, at);

CREATE INDEX session_event on session (cohort_id) where kind = 'event';

CREATE TABLE session_intention (
  id text primary key,
  workspace text not null default 'main',
  session_id text not null references session (id),
  person_id text not null references person (id),
  says text not null,            -- yes | no | not yet
  happened_at integer not null,  -- when she sent it
  entered_at integer not null
) strict;

CREATE TABLE set_aside (
  seq integer primary key autoincrement,
  workspace text not null default 'main',
  source text not null,
  why text not null,
  item text not null,
  at integer not null
) strict;

CREATE TABLE setting (
  name text primary key,
  workspace text not null default 'main',
  value text not null,
  updated_at integer not null
) strict, without rowid;

CREATE TABLE sign_up (
  session_id text not null references session (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  state text not null,      -- in | waiting | out
  since integer not null,
  primary key (session_id, person_id)
) strict, without rowid;

CREATE INDEX sign_up_of_person on sign_up (person_id);

CREATE TABLE spend (
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

CREATE TABLE staff (
  person_id text not null references person (id),
  role text not null,     -- programme/on-duty.ts ROLES
  programme text not null, -- '' for all of them
  workspace text not null default 'main',
  since integer not null,
  until integer,
  primary key (person_id, role, programme)
) strict, without rowid;

CREATE INDEX staff_on_duty on staff (workspace, programme) where until is null;

CREATE TABLE staff_scope (
  person_id text not null references person (id),
  of_id text not null,     -- cohort.id or unit.id
  workspace text not null default 'main',
  since integer not null,
  primary key (person_id, of_id)
) strict, without rowid;

CREATE INDEX stray_by_provider on stray_status (provider_id);

CREATE TABLE stray_status (
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

CREATE TABLE survey_answer (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  survey text not null,
  wave text not null,
  step text not null,
  value text,
  missing text,           -- refused | unknown | not-understood
  happened_at integer not null,
  entered_at integer not null
, response_id text references survey_response (id), type text, currency text, wording text, mode text) strict;

CREATE INDEX survey_answer_counted on survey_answer
  (programme, survey, wave, step, type, missing, currency, value, response_id);

CREATE INDEX survey_answer_of_her on survey_answer (person_id);

CREATE INDEX survey_answer_of_person on survey_answer (person_id);

CREATE INDEX survey_answer_of_response on survey_answer (response_id, step);

CREATE TABLE survey_response (
  id text primary key,          -- of a conversation: its thread
  workspace text not null default 'main',
  person_id text not null references person (id),
  programme text not null,
  survey text not null,
  wave text not null,           -- baseline | endline | satisfaction | followup
  mode text not null,           -- message | paper | face-to-face | call: what came by different modes is not comparable
  happened_at integer not null, -- when it began; of paper, the true day
  completed_at integer,         -- she came to its end
  entered_at integer not null,
  by_kind text,                 -- programme/audit.ts By; null: she herself
  by_id text
) strict;

CREATE INDEX survey_response_of_her on survey_response (person_id, programme, survey, wave);

CREATE INDEX survey_response_of_survey on survey_response (programme, survey, wave);

CREATE TABLE tag (
  person_id text not null references person (id),
  tag text not null,
  workspace text not null default 'main',
  since integer not null,
  primary key (person_id, tag)
) strict, without rowid;

CREATE TABLE task (
  id text primary key,
  workspace text not null default 'main',
  person_id text not null references person (id),
  topic text not null,
  why text not null,
  state text not null,    -- open | done
  opened_at integer not null,
  done_at integer
, about text not null default '', owner_id text references person (id), due_on text, done_by text references person (id)) strict;

CREATE INDEX task_of_owner on task (owner_id) where state = 'open' and owner_id is not null;

CREATE INDEX task_of_person on task (person_id);

CREATE UNIQUE INDEX task_once on task (person_id, topic, why, about) where state = 'open';

CREATE TRIGGER task_owned after insert on task when new.owner_id is null and new.state = 'open' and new.topic <> 'privacy' begin
  update task set owner_id = (
    select s.person_id from enrolment e
      join staff s on s.workspace = e.workspace and s.role = 'facilitator' and s.until is null and s.programme in ('', e.programme)
      left join staff_scope o on o.person_id = s.person_id and o.of_id in (e.group_id, e.cohort_id)
    where e.person_id = new.person_id and e.state not in ('withdrawn', 'declined')
      and (o.of_id is not null or not exists (select 1 from staff_scope x where x.person_id = s.person_id))
    order by o.of_id is null, o.of_id = e.cohort_id, s.since, s.person_id limit 1)
  where id = new.id;
end;

CREATE TABLE template (
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

CREATE TABLE "timer" (
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

CREATE INDEX timer_due on timer (due_at, id) where state = 0 and due_at is not null;

CREATE TABLE token (
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

CREATE TABLE tombstone (
  proof text primary key,
  workspace text not null default 'main',
  kind text not null,       -- phone | name: that name at that phone
  bucket integer not null,  -- eight bits of the phone's plain hash: where to look
  at integer not null
) strict, without rowid;

CREATE INDEX tombstone_by_bucket on tombstone (bucket);

CREATE TABLE trash (
  path text primary key,
  workspace text not null default 'main',
  at integer not null
) strict, without rowid;

CREATE TABLE undoable (
  id text primary key,
  workspace text not null default 'main',
  by_id text not null,      -- whose code it is
  code integer not null,
  operation text not null,
  input text not null,      -- JSON
  made_at integer not null,
  used_at integer
) strict;

CREATE INDEX undoable_by_code on undoable (workspace, by_id, made_at);

CREATE TABLE unit (
  id text primary key,
  workspace text not null default 'main',
  programme text not null,
  kind text not null,      -- partner | site | stage | group
  name text not null,      -- small letters, digits, hyphens: what staff type
  title text not null,     -- as people say it
  cohort_id text references cohort (id), -- of a group
  country text,            -- ISO 3166, of a partner or site
  timezone text,           -- where it is not the programme's
  starts_on text,          -- yyyy-mm-dd, of a stage
  ends_on text,
  created_at integer not null
) strict;

CREATE UNIQUE INDEX unit_by_name on unit (workspace, programme, kind, name, coalesce(cohort_id, ''));

CREATE TABLE visit (
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

CREATE INDEX visit_by_author on visit (workspace, by_id, planned_at) where state = 'planned';

CREATE INDEX visit_by_programme on visit (programme, state, happened_at);

CREATE TABLE visit_file (
  visit_id text not null references visit (id),
  inbox_seq integer not null,
  nth integer not null,
  workspace text not null default 'main',
  kind text not null,
  primary key (visit_id, inbox_seq, nth)
) strict, without rowid;

CREATE INDEX visit_of_person on visit_person (person_id);

CREATE TABLE visit_person (
  visit_id text not null references visit (id),
  person_id text not null references person (id),
  workspace text not null default 'main',
  applicant integer not null default 0, -- she asked to be let in, and was not in yet: a visit of selection
  primary key (visit_id, person_id)
) strict, without rowid;

CREATE TABLE workspace (
  id text primary key,
  title text not null
) strict;

CREATE TABLE wrong_number (
  person_id text not null references person (id),
  phone text not null,
  workspace text not null default 'main',
  at integer not null,
  primary key (person_id, phone)
) strict, without rowid;
