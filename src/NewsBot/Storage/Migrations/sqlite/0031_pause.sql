-- Since when an operator holds a feed, or the posts to a conversation, back; null: not held.
alter table feed add column paused integer;
alter table conversation add column paused integer;
