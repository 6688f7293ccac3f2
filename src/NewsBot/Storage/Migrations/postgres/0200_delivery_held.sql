-- 1 while a delivery waits for the end of quiet hours, so that it comes at once when they are changed or taken away.
alter table delivery add column held bigint not null default 0;
-- Rows from before: nothing else puts what was never tried off.
update delivery set held = 1 where state = 0 and attempts = 0 and next_try > newsroom_now();
