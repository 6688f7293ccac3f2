-- An edition that is too big for one post goes out as several, split at statements; each is a delivery of its own.
-- Which of the posts, the first is 1.
alter table delivery add column part bigint not null default 1;
-- How many there are; null until that is settled, with the first try.
alter table delivery add column parts bigint;
alter table delivery drop constraint delivery_digest_id_conversation_id_key;
alter table delivery add unique (digest_id, conversation_id, part);
-- In the order in which they go.
drop index delivery_unsent;
create index delivery_unsent on delivery (conversation_id, digest_id, part) where sent is null;

-- The post on which a statement stands.
alter table digest_statement add column part bigint not null default 1;
