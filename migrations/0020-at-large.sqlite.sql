-- A hundred thousand people: the first that waits in one lane is found without reading all that waits.
create index event_of_person on event (person_id) where state = 0 and person_id is not null;
create index event_of_lane on event (lane_id) where state = 0;

-- What waits to be sent is looked at number by number: of one that rests, no row is read.
drop index outbox_pending;
create index outbox_pending on outbox (channel, our_number, priority, next_at, seq) where state = 'pending';

-- Of a filter by attendance: her fact of a session, and whether a session has any, without reading all facts.
create index attendance_of_session on attendance_fact (session_id, person_id);
