-- What is known of one person is read by reports and filters over two million rows: all they ask stands in the index.
drop index attendance_of_her;
create index attendance_of_her on attendance (person_id, session_id, status, method, conflict);
