-- What was composed in a window, and what is old enough to go.
create index digest_composed on digest (composed);
