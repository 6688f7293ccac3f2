-- A reading that failed is tried again, some times; without a next try it is left.
alter table reading add column tries bigint not null default 1;
alter table reading add column next_try bigint;
create index reading_failed on reading (next_try) where failure is not null;
