-- Verdicts that the ledger no longer keeps are found by their age, and what was found in a day by its time: not by going through all that there
-- is.
create index verdict_judged on verdict (judged) where digest_id is null and outcome <> 0;
create index article_found on article (found);

-- A number is never given twice: somebody may still hold a delivery that was taken back, and its post is found by the number.
create table delivery_of_number (
  id integer primary key autoincrement,
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
  -- 1: the conversation was told that it ended without a post. 2: people of it were told in their own chats.
  told integer not null default 0,
  -- Which of the posts, the first is 1.
  part integer not null default 1,
  -- How many there are; null until that is settled, with the first try.
  parts integer,
  unique (digest_id, conversation_id, part)
);
insert into delivery_of_number (
  id, digest_id, conversation_id, state, attempts, next_try, reason, reason_text, activity_id, sent, shown_revision,
  edit_failures, owner, lease, told, part, parts)
select
  id, digest_id, conversation_id, state, attempts, next_try, reason, reason_text, activity_id, sent, shown_revision,
  edit_failures, owner, lease, told, part, parts
from delivery;
drop table delivery;
alter table delivery_of_number rename to delivery;
create index delivery_sent on delivery (sent) where sent is not null;
create index delivery_next_try on delivery (next_try) where next_try is not null;
create index delivery_lease on delivery (lease) where lease is not null;
create index delivery_untold on delivery (conversation_id) where told <> 1 and (state = 5 or (state = 4 and next_try is null));
create index delivery_activity on delivery (activity_id) where activity_id is not null;
create index delivery_unsent on delivery (conversation_id, digest_id, part) where sent is null;
create index delivery_unread on delivery (sent) where shown_revision = 0;
