-- Whoever is no learner to be counted: simulated, blocked, or erased. Few, so that lists of a hundred thousand people leave them
-- out without a look at each person.
create index person_simulated on person (id) where simulated = 1;
create index person_gone on person (id) where blocked_at is not null or erased_at is not null;
