-- What the feed asks for, kept for the visits on which it has not changed: seconds, and hours of the day in UTC with a comma between.
alter table feed add column ttl bigint;
alter table feed add column skip_hours text collate "C";

-- The newest item was told by the time when the feed was built; the next visit reads it from the items.
update feed set newest_item = null;

-- When the article's page was last asked for.
alter table article add column looked bigint;

-- Has a text that waits to be read; with the state it is a short list, where all articles would be a long one.
alter table article add column unread bigint not null default 1;
update article set unread = 0 where exists (select 1 from reading r where r.article_id = article.id and r.revision = article.revision);
create index article_unread on article (backlog, id) where unread = 1 and state = 1;
create index feed_item_changed on feed_item (article_id) where article_revision is not null and revision > article_revision;

-- The text is the feed's own; a page's that takes its place corrects nothing.
alter table article_revision add column from_feed bigint not null default 0;
update article_revision set from_feed = 1
where exists (select 1 from article a where a.id = article_revision.article_id and a.revision = article_revision.revision and a.from_feed = 1);
