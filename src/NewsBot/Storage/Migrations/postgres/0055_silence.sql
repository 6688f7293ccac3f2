-- The last silence of a subscription: what was found in it comes afterwards in one card.
alter table subscription add column silent_from bigint;
alter table subscription add column silent_to bigint;
