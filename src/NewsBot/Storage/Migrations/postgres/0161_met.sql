-- Who had met where a statement was made: the same sentences are issued after many a meeting.
alter table statement add column met text;
