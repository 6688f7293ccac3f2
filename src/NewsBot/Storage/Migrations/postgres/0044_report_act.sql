-- What a report does by its words: 0 tells, 1 denies, 2 threatens, 3 demands, 4 agrees; null where an older version read it.
alter table report add column act bigint;
