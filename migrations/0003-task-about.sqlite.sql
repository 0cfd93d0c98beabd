-- A task keeps why it is there as a key (domain/task.ts, outbox/why.ts), so that each coordinator reads it in her own
-- language, and beside it the title of what it is about.
alter table task add column about text not null default '';
drop index task_once;
-- The same reason twice is one thing to do while it is open.
create unique index task_once on task (person_id, topic, why, about) where state = 'open';
