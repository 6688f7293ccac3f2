-- Whether something waits in front of a row of its place, however much waits elsewhere.
create index slack_inbox_waiting on slack_inbox (place, id) where next_try is not null;
