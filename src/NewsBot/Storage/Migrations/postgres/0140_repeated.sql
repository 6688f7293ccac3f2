-- A repeat that the channel cannot be asked about was handed over: it is the only one.
alter table delivery add column repeated bigint not null default 0;
