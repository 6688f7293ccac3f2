-- Who did something, by the channel's id of the person: what a person did is found for them, and forgotten, by the id alone.
alter table subscription add column state_by text;
alter table subscription add column state_by_name text;
alter table source add column added_person text;
alter table source add column added_channel text;
alter table source add column paused_person text;
alter table source add column paused_channel text;
alter table doubt add column settled_person text;
alter table doubt add column settled_channel text;

-- A name without an id could not be forgotten when its person asks for it.
update subscription set state_reason = 'Somebody' || substr(state_reason, instr(state_reason, ' muted it until ')) where state_reason like '% muted it until %';
update subscription set state_reason = 'Somebody unsubscribed' where state_reason like '% unsubscribed';
update subscription set state_reason = 'Somebody turned it off' where state_reason like '% turned it off';
update source set added_by = null, paused_by = null where added_by is not null or paused_by is not null;
update doubt set settled_by = null where settled_by is not null;
