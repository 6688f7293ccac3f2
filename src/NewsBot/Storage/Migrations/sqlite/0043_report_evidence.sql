-- How a report's speaker was found, and how sure the reader was of its words of saying; null where an older version read it.
alter table report add column evidence integer;
alter table report add column score real;
