-- What "undo" says: the line of the Undo button of the conversation's newest change.
create table undo_line (
  conversation_id bigint primary key references conversation (id),
  line text collate "C" not null,
  said bigint not null
);
