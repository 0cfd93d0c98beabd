-- When the first part of the submission came that is looked at: the next submission moves the homework's own.
alter table review add column received_at integer;
create index review_open on review (homework_id, submission) where decided_at is null and undone_at is null;
create index part_late on homework_part (homework_id) where late = 1;
-- For reports over everybody: what they count stands in the index.
create index homework_counted on homework (person_id, programme, name, state, assigned_at, id);
create index review_counted on review (homework_id, decided_at, received_at) where undone_at is null and verdict <> 'excused';
