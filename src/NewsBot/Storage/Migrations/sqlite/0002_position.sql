-- Where a statement stands in the line in which statements are judged, and how far in it each subscription is. Ids are not enough: several
-- nodes commit their statements in another order than that of the ids.
alter table statement add column position integer;
update statement set position = id;
create unique index statement_position on statement (position);
create index statement_unplaced on statement (id) where position is null;

alter table subscription add column judged_to integer not null default 0;
update subscription set judged_to = max(
  after_statement, coalesce((select max(v.statement_id) from verdict v where v.subscription_id = subscription.id), 0));
