-- Instants are integers: microseconds since 1970-01-01 UTC. Days are text: yyyy-MM-dd. Enums are integers, in the order of their C# types.

create table source (
  id integer primary key,
  key text not null unique,
  name text not null,
  class integer not null,
  language text not null,
  home text
);

create table feed (
  id integer primary key,
  source_id integer not null references source (id),
  url text not null unique,
  etag text,
  last_modified text,
  next_check integer not null,
  last_success integer,
  newest_item integer,
  active integer not null default 1,
  quiet integer not null default 0,
  failures integer not null default 0,
  problem integer,
  problem_text text
);
create index feed_next_check on feed (next_check);

create table feed_item (
  id integer primary key,
  feed_id integer not null references feed (id),
  item_key text not null,
  url text not null,
  title text not null,
  summary text,
  content text,
  author text,
  published integer,
  updated integer,
  found integer not null,
  backlog integer not null,
  content_hash text not null,
  revision integer not null default 1,
  article_id integer references article (id),
  article_revision integer,
  unique (feed_id, item_key)
);
create index feed_item_unfiled on feed_item (id) where article_id is null;
create index feed_item_article on feed_item (article_id);
create index feed_item_url on feed_item (url);

create table article (
  id integer primary key,
  url text not null unique,
  key text unique,
  source_id integer not null references source (id),
  title text not null,
  byline text,
  language text,
  published integer,
  found integer not null,
  backlog integer not null,
  state integer not null,
  revision integer not null default 0,
  text text,
  text_hash text,
  from_feed integer not null default 0,
  attempts integer not null default 0,
  next_try integer,
  problem integer,
  problem_text text
);
create index article_next_try on article (next_try) where next_try is not null;

create table article_revision (
  article_id integer not null references article (id),
  revision integer not null,
  title text not null,
  text text not null,
  text_hash text not null,
  seen integer not null,
  primary key (article_id, revision)
);

-- The mark that a revision has been read; an article without one for its revision is waiting.
create table reading (
  article_id integer not null references article (id),
  revision integer not null,
  engine text not null,
  read_at integer not null,
  reports integer not null,
  failure text,
  primary key (article_id, revision)
);

create table statement (
  id integer primary key,
  speaker_key text not null,
  speaker_name text not null,
  office text,
  type integer not null,
  attribution integer not null,
  said_on text not null,
  place text,
  language text not null,
  words text not null,
  fingerprint text not null,
  found integer not null,
  backlog integer not null,
  report_id integer,
  revision integer not null default 1,
  corrected integer,
  withdrawn integer
);
create index statement_speaker on statement (speaker_key, said_on);
create index statement_found on statement (found);

create table report (
  id integer primary key,
  article_id integer not null references article (id),
  revision integer not null,
  ordinal integer not null,
  source_spans text not null,
  cue_span text not null,
  content_spans text not null,
  type integer not null,
  force integer not null,
  background integer not null,
  attribution integer not null,
  speaker_key text,
  speaker_name text,
  office text,
  issuer_name text,
  via_name text,
  left_out integer,
  statement_id integer references statement (id),
  unique (article_id, revision, ordinal)
);
create index report_statement on report (statement_id);

create virtual table statement_words using fts5 (
  words, speaker, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

create table statement_topic (
  statement_id integer not null references statement (id),
  topic text not null,
  reason text not null,
  primary key (topic, statement_id)
);
create index statement_topic_statement on statement_topic (statement_id);

create table story (
  id integer primary key,
  topic text not null,
  title text not null,
  started text not null,
  last_found integer not null
);
create index story_topic on story (topic, started);

create table story_statement (
  story_id integer not null references story (id),
  statement_id integer not null references statement (id),
  primary key (story_id, statement_id)
);
create index story_statement_statement on story_statement (statement_id);

create table conversation (
  id integer primary key,
  channel text not null,
  external_id text not null,
  kind integer not null,
  name text,
  reference text not null,
  zone text not null default 'UTC',
  zone_source integer not null default 0,
  joined integer not null,
  state integer not null default 0,
  state_reason text,
  greeted integer,
  unique (channel, external_id)
);

create table received_activity (
  channel text not null,
  conversation text not null,
  activity_id text not null,
  received integer not null,
  primary key (channel, conversation, activity_id)
);

create table subscription (
  id integer primary key,
  conversation_id integer not null references conversation (id),
  number integer not null,
  topic text not null,
  filter text not null,
  mode integer not null,
  at text,
  days integer not null default 127,
  next_due integer,
  last_edition integer,
  created integer not null,
  created_by text not null,
  created_by_name text,
  state integer not null default 0,
  state_reason text,
  after_statement integer not null,
  unique (conversation_id, number)
);
create index subscription_next_due on subscription (next_due) where next_due is not null;

-- One row for each statement that was held against a subscription; the row is the mark that it was considered.
create table verdict (
  subscription_id integer not null references subscription (id),
  statement_id integer not null references statement (id),
  outcome integer not null,
  reason text not null,
  judged integer not null,
  digest_id integer references digest (id),
  -- Of the statement that was judged; a newer one (an outlet joined, the words changed) is judged again while nothing was sent. 0: judge again.
  revision integer not null default 1,
  primary key (subscription_id, statement_id)
);
create index verdict_waiting on verdict (subscription_id) where outcome = 0 and digest_id is null;
create index verdict_statement on verdict (statement_id, revision);
create index verdict_again on verdict (subscription_id, statement_id) where revision = 0;
create index verdict_digest on verdict (digest_id) where digest_id is not null;

create table digest (
  id integer primary key,
  subscription_id integer not null references subscription (id),
  conversation_id integer not null references conversation (id),
  kind integer not null,
  window_key text not null,
  window_from integer,
  window_to integer not null,
  late integer not null default 0,
  composed integer not null,
  unique (conversation_id, kind, window_key)
);
create index digest_subscription on digest (subscription_id, window_to);

create table digest_statement (
  digest_id integer not null references digest (id),
  statement_id integer not null references statement (id),
  ordinal integer not null,
  -- Behind "more".
  held integer not null default 0,
  -- Listed again because its outlet corrected or withdrew it.
  correction integer not null default 0,
  primary key (digest_id, statement_id)
);
create index digest_statement_statement on digest_statement (statement_id);

create table delivery (
  id integer primary key,
  digest_id integer not null references digest (id),
  conversation_id integer not null references conversation (id),
  state integer not null,
  attempts integer not null default 0,
  next_try integer,
  reason integer,
  reason_text text,
  activity_id text,
  sent integer,
  shown_revision integer,
  edit_failures integer not null default 0,
  unique (digest_id, conversation_id)
);
create index delivery_sent on delivery (sent) where sent is not null;
create index delivery_next_try on delivery (next_try) where next_try is not null;

-- Where "more" goes on, for each person in each conversation.
create table shown_list (
  conversation_id integer not null references conversation (id),
  person text not null,
  command text not null,
  title text not null default '',
  -- Ids, comma between: the list as it was when it was asked for, so that "more" repeats and skips nothing.
  statements text not null default '',
  shown integer not null,
  position integer not null,
  -- What "source" means: the statements that the person saw last.
  looked_at text not null default '',
  looked integer not null,
  primary key (conversation_id, person)
);

-- What "undo" takes back: the subscriptions that the last change of a conversation ended.
create table undo_step (
  conversation_id integer not null references conversation (id),
  subscription_id integer not null references subscription (id),
  ended integer not null,
  primary key (conversation_id, subscription_id)
);

-- A Web Chat of our own page, and what was said in it.
create table chat (
  id text primary key,
  secret_hash text not null,
  zone text,
  started integer not null,
  opened integer
);

create table chat_activity (
  chat_id text not null references chat (id),
  sequence integer not null,
  activity_id text not null,
  client_key text,
  activity text not null,
  at integer not null,
  primary key (chat_id, sequence),
  unique (chat_id, activity_id),
  unique (chat_id, client_key)
);
