-- When the person had looked last, before a pause of some hours: "since last shift".
alter table shown_list add column left_at bigint;
