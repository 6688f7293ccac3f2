-- The feed's own rhythm: seconds between the items that it announced last.
alter table feed add column rhythm integer;

-- WebSub: the hubs that tell us of news, so that it need not wait for the next look.
create table hub_subscription (
  feed_id integer primary key references feed (id),
  hub text not null,
  topic text not null,
  -- Part of the address that the hub calls; nobody else knows it.
  token text not null unique,
  secret text not null,
  state integer not null default 0,
  lease_until integer,
  next_try integer not null
);

-- A source that went silent, from the first failure that counted until it was read again.
create table outage (
  id integer primary key,
  source_id integer not null references source (id),
  began integer not null,
  ended integer,
  reason text not null
);
create index outage_source on outage (source_id, ended);

-- A post that is no statement: what its card says.
create table notice (
  digest_id integer primary key references digest (id),
  title text not null,
  body text not null
);

-- Finds the other edition of an article.
create index article_source on article (source_id, found);
