-- The Teams team that a conversation belongs to, by the id of its General channel.
alter table conversation add column team text collate "C";
create index conversation_team on conversation (team) where team is not null;
-- Who may change what is followed: 0 anyone, 1 owners.
alter table conversation add column changes bigint not null default 0;

-- Who put the bot into a team or conversation; a place is the team, or the conversation where there is none.
create table place_owner (
  place text collate "C" not null,
  person text collate "C" not null,
  name text collate "C",
  primary key (place, person)
);

-- The post under which something is said in a thread.
create index delivery_activity on delivery (activity_id) where activity_id is not null;
