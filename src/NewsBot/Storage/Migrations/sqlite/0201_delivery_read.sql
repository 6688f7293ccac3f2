-- When the try that made a post, or may have made it, read its statements: what was corrected later is not on it.
alter table delivery add column read_at integer;
