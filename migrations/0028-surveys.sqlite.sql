-- What changed for her: surveys asked the same way in several waves, the digital-inclusion ladder, and outcomes.

-- One go of one person at one wave. Of several in a wave the first complete one counts; the others are kept and reported.
create table survey_response (
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
create index survey_response_of_her on survey_response (person_id, programme, survey, wave);
create index survey_response_of_survey on survey_response (programme, survey, wave);

-- `value` is JSON: of money, where there is a currency, in its minor units. `missing` says why there is none:
-- refused | unknown | not-understood | in-person (others read her phone) | no-answer (asked, and nothing came).
alter table survey_answer add column response_id text references survey_response (id);
alter table survey_answer add column type text;     -- domain/answer.ts AnswerType
alter table survey_answer add column currency text;
alter table survey_answer add column wording text;  -- a hash of the question as it was asked
alter table survey_answer add column mode text;
insert into survey_response (id, workspace, person_id, programme, survey, wave, mode, happened_at, completed_at, entered_at)
  select min(id), min(workspace), person_id, programme, survey, wave, 'message', min(happened_at), max(happened_at), min(entered_at)
  from survey_answer group by person_id, programme, survey, wave;
update survey_answer set mode = 'message', response_id = (select r.id from survey_response r
  where r.person_id = survey_answer.person_id and r.programme = survey_answer.programme
    and r.survey = survey_answer.survey and r.wave = survey_answer.wave);
create index survey_answer_of_response on survey_answer (response_id, step);
create index survey_answer_of_her on survey_answer (person_id);
-- Answers in the order in which a report counts them: a million are read along it without being sorted.
create index survey_answer_counted on survey_answer
  (programme, survey, wave, step, type, missing, currency, value, response_id);

-- Where she stands on the way from access to well-being: 1 access, 2 usage, 3 appropriation, 4 well-being.
create table ladder_step (
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
create index ladder_step_of_her on ladder_step (person_id, programme, on_day);

-- What came of it for a person, or for her enterprise.
create table outcome (
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
create index outcome_of_her on outcome (person_id);
create index outcome_of_programme on outcome (programme, on_day);
