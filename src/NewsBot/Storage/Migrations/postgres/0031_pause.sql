-- Since when an operator holds a feed, or the posts to a conversation, back; null: not held.
alter table feed add column paused bigint;
alter table conversation add column paused bigint;
