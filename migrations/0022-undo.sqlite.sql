-- What somebody of the team did from her phone and can take back with four digits (DESHACER 4821): the operation that does so.
create table undoable (
  id text primary key,
  workspace text not null default 'main',
  by_id text not null,      -- whose code it is
  code integer not null,
  operation text not null,
  input text not null,      -- JSON
  made_at integer not null,
  used_at integer
) strict;
create index undoable_by_code on undoable (workspace, by_id, made_at);

alter table inscription drop column code;
