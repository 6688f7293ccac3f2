-- Where the button of a card goes on: "more #L7" is the list as it was, and how much of it the card and those before it showed.
-- A number is never given twice, so that an old button means no other list.
create table kept_list (
  id integer primary key autoincrement,
  conversation_id integer not null references conversation (id),
  command text not null,
  title text not null,
  statements text not null,
  shown integer not null,
  position integer not null
);
