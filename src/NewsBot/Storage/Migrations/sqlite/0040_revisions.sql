-- Reading a page again: what its server said of its state, and the older text that a cache may have served.
alter table article add column etag text;
alter table article add column last_modified text;
alter table article add column doubted_hash text;

-- Which words of a statement its outlet changed, and when we saw it.
create table correction (
  id integer primary key,
  statement_id integer not null references statement (id),
  -- Of the statement, after the correction.
  revision integer not null,
  kind integer not null,
  article_id integer not null references article (id),
  was text not null,
  became text not null,
  note text,
  made integer not null,
  unique (statement_id, revision)
);
create index correction_made on correction (made);
