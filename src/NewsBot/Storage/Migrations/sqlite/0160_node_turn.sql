-- What a node does right now that only one may do at once: to ask one host, for example.
create table node_turn (
  what text primary key,
  holder text not null,
  until integer not null
);
