-- Sources that somebody added in chat, and sources that somebody paused there.
alter table source add column added integer;
alter table source add column added_by text;
alter table source add column paused integer;
alter table source add column paused_by text;
