-- A hundred thousand people: the first that waits in one lane is found without reading all that waits.
create index event_of_person on event (person_id) where state = 0 and person_id is not null;
create index event_of_lane on event (lane_id) where state = 0;
