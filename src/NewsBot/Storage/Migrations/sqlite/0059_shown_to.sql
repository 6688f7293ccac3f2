-- The revision of a statement up to which its posts are known to show it: only what is beyond is held against the posts.
alter table statement add column shown_to integer not null default 1;
update statement set shown_to = revision where revision > 1 and not exists (
  select 1 from digest_statement p
  join digest d on d.id = p.digest_id and d.kind = 0
  join delivery y on y.digest_id = d.id and (y.state = 1 or y.shown_revision < statement.revision)
  where p.statement_id = statement.id);
create index statement_revised on statement (id) where revision > shown_to;
-- Posts that were found where their answer was lost: what they show is not known.
create index delivery_unread on delivery (sent) where shown_revision = 0;
