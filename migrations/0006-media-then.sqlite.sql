-- A file that somebody else waits for: the event of another lane that is written when it is kept, or is lost
-- (JSON of domain/kept.ts ThenEvents).
alter table media add column then_events text;
