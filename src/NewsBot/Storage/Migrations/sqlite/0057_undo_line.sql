-- What "undo" says: the line of the Undo button of the conversation's newest change.
create table undo_line (
  conversation_id integer primary key references conversation (id),
  line text not null,
  said integer not null
);
