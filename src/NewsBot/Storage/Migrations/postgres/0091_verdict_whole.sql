-- That subscription and statement of each verdict are there is asked once for all verdicts of a statement's judgement: a foreign key asks for
-- each row, and that was half of what a verdict cost. There are thousands of verdicts for every statement.
alter table verdict drop constraint verdict_subscription_id_fkey, drop constraint verdict_statement_id_fkey;
create function verdict_added() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added a where not exists (select 1 from subscription s where s.id = a.subscription_id))
    or exists (select 1 from added a where not exists (select 1 from statement t where t.id = a.statement_id)) then
    raise foreign_key_violation using message = 'A verdict is of a subscription or a statement that is not there.';
  end if;
  return null;
end $$;
create trigger verdict_added after insert on verdict referencing new table as added
  for each statement execute function verdict_added();
create function verdict_stays() returns trigger language plpgsql as $$
begin
  if exists (select 1 from verdict v where tg_table_name = 'subscription' and v.subscription_id = old.id)
    or exists (select 1 from verdict v where tg_table_name = 'statement' and v.statement_id = old.id) then
    raise foreign_key_violation using message = 'There are verdicts of it.';
  end if;
  return old;
end $$;
create trigger verdict_stays before delete on subscription for each row execute function verdict_stays();
create trigger verdict_stays before delete on statement for each row execute function verdict_stays();
