-- An editor's embargo: a held statement is posted nowhere until it is released.
create table statement_hold (
  statement_id integer primary key references statement (id),
  conversation_id integer not null references conversation (id),
  -- Who holds it: the channel's id and the name; both empty once the person asked to be forgotten.
  person text not null,
  name text not null,
  held integer not null
);

-- Who works on a statement, for the people of one conversation.
create table claim (
  conversation_id integer not null references conversation (id),
  statement_id integer not null references statement (id),
  person text not null,
  name text not null,
  claimed integer not null,
  primary key (conversation_id, statement_id)
);
create index claim_statement on claim (statement_id);

-- What readers say is wrong with a statement: the desk's queue.
create table doubt (
  id integer primary key,
  conversation_id integer not null references conversation (id),
  statement_id integer not null references statement (id),
  -- 0 its speaker, 1 its topic.
  kind integer not null,
  -- What would be right, as typed; empty when nothing was.
  note text not null default '',
  person text not null,
  name text not null,
  made integer not null,
  settled integer,
  settled_by text,
  unique (conversation_id, statement_id, kind)
);
create index doubt_open on doubt (made) where settled is null;

-- How much of a statement its posts show: 0 full, 1 compact.
alter table conversation add column layout integer not null default 0;
