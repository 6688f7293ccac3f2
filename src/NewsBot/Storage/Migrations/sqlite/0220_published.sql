-- When the first article that carries a statement was published (when it was found, if its outlet gives no date): lists are ordered by it.
alter table statement add column published integer not null default 0;
update statement set published = coalesce((
  select min(coalesce(a.published, a.found)) from report r join article a on a.id = r.article_id where r.statement_id = statement.id), found);
create index statement_published on statement (published, id);
