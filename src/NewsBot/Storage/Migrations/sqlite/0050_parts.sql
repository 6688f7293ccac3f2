-- An edition that is too big for one post goes out as several, split at statements; each is a delivery of its own.
create table delivery_of_part (
  id integer primary key,
  digest_id integer not null references digest (id),
  conversation_id integer not null references conversation (id),
  state integer not null,
  attempts integer not null default 0,
  next_try integer,
  reason integer,
  reason_text text,
  activity_id text,
  sent integer,
  shown_revision integer,
  edit_failures integer not null default 0,
  owner text,
  lease integer,
  told integer not null default 0,
  -- Which of the posts, the first is 1.
  part integer not null default 1,
  -- How many there are; null until that is settled, with the first try.
  parts integer,
  unique (digest_id, conversation_id, part)
);
insert into delivery_of_part (
  id, digest_id, conversation_id, state, attempts, next_try, reason, reason_text, activity_id, sent, shown_revision,
  edit_failures, owner, lease, told)
select
  id, digest_id, conversation_id, state, attempts, next_try, reason, reason_text, activity_id, sent, shown_revision,
  edit_failures, owner, lease, told
from delivery;
drop table delivery;
alter table delivery_of_part rename to delivery;
create index delivery_sent on delivery (sent) where sent is not null;
create index delivery_next_try on delivery (next_try) where next_try is not null;
create index delivery_lease on delivery (lease) where lease is not null;
create index delivery_untold on delivery (conversation_id) where state = 5 and told = 0;
create index delivery_activity on delivery (activity_id) where activity_id is not null;
-- In the order in which they go.
create index delivery_unsent on delivery (conversation_id, digest_id, part) where sent is null;

-- The post on which a statement stands.
alter table digest_statement add column part integer not null default 1;
