-- An outage of one feed of a source whose others are read; null for one of the whole source.
alter table outage add column feed_id bigint references feed (id);
