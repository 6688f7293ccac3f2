-- When the mark was made: one of the future was made by a clock that has been set back since.
alter table send_pace add column made integer not null default 0;
