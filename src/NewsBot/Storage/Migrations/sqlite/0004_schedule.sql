-- The zone that a digest's next hour was computed in; when the conversation's is another one, it is computed again.
alter table subscription add column due_zone text;
update subscription set due_zone = (select c.zone from conversation c where c.id = subscription.conversation_id);
-- Quiet hours, HH:mm in the conversation's zone: alerts are held until they end.
alter table conversation add column quiet_from text;
alter table conversation add column quiet_to text;
