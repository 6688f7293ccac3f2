-- Tries in a row that failed for the reason of the last one: each reason has its own patience.
alter table delivery add column tries bigint not null default 0;
