-- The Slack app in a workspace, or in all workspaces of an organisation (team ''). Tokens are encrypted.
create table slack_installation (
  id integer primary key,
  enterprise text not null default '',
  team text not null default '',
  team_name text,
  app_id text not null,
  bot_token text not null,
  refresh_token text,
  expires integer,
  scopes text not null,
  bot_user text not null,
  bot_id text,
  installer text,
  installed integer not null,
  ended integer,
  ended_reason text,
  -- Until when somebody has claimed the exchange of the token.
  refreshing integer,
  unique (enterprise, team)
);
create index slack_installation_team on slack_installation (team);

-- What Slack has brought: acknowledged when it stands here, worked through afterwards. Without a next try it is finished, and the row
-- only remembers the key, so that what Slack brings again has no second effect.
create table slack_inbox (
  id integer primary key,
  key text not null unique,
  kind integer not null,
  place text not null,
  body text,
  received integer not null,
  attempts integer not null default 0,
  next_try integer,
  problem text
);
create index slack_inbox_next_try on slack_inbox (next_try) where next_try is not null;
create index slack_inbox_received on slack_inbox (received);
