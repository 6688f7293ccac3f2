-- Sources that somebody added in chat, and sources that somebody paused there.
alter table source add column added bigint;
alter table source add column added_by text collate "C";
alter table source add column paused bigint;
alter table source add column paused_by text collate "C";
