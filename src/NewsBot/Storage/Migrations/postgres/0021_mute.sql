-- When a silence ends by itself.
alter table subscription add column paused_until bigint;
create index subscription_paused_until on subscription (paused_until) where paused_until is not null;
