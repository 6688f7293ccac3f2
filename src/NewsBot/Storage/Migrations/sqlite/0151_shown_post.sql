-- What a post of an edition showed when it was made; its statements may have been corrected since.
create table shown_post (
  delivery_id integer primary key references delivery (id) on delete cascade,
  made integer not null,
  -- The card as JSON, or the words where the channel took no card.
  card text,
  words text
);
create index shown_post_made on shown_post (made);
