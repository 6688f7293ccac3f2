-- A delivery that is being sent is somebody's until its lease ends, by the database's clock.
alter table delivery add column owner text collate "C";
alter table delivery add column lease bigint;
-- The conversation was told that the delivery was given up.
alter table delivery add column told bigint not null default 0;
update delivery set lease = next_try, next_try = null where state = 1;
update delivery set told = 1 where state = 5;
create index delivery_lease on delivery (lease) where lease is not null;
create index delivery_untold on delivery (conversation_id) where state = 5 and told = 0;

-- When the next post may go to a conversation or a tenant, for the limits that all nodes share.
create table send_pace (
  key text collate "C" primary key,
  free_at bigint not null
);
