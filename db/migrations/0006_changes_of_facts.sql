-- What a check knows by heart, and when it has to learn it anew: every process keeps what many checks share (accounts, sites,
-- products, contracts, plans, what covers more than one asset, tickets counted) and is told by this table, in the statement
-- that brings the rest, what has changed since the snapshot as of which it knows.

create table fact_change (
  xid xid8 not null default pg_current_xact_id(),  -- the transaction: seen by whoever sees what it changed
  id uuid                                          -- the record that changed; null: many, or what all others rest on
);
create index fact_change_xid on fact_change (xid);

-- So many changes of one statement are told as one: whoever reads them learns everything anew, which is less work.
create function note_fact_changes(ids uuid[]) returns void language sql as $$
  insert into fact_change (id)
  select each from unnest(case when cardinality(ids) > 1000 then array[null]::uuid[] else ids end) each
$$;

create function record_facts_changed() returns trigger language plpgsql as $$
begin
  perform note_fact_changes(array(select id from changed limit 1001));
  return null;
end $$;

-- A new record is known to nobody and needs no telling: only what covers something that is known already does.
create trigger facts_changed after update on account referencing new table as changed for each statement execute function record_facts_changed();
create trigger facts_changed after update on site referencing new table as changed for each statement execute function record_facts_changed();
create trigger facts_changed after update on product referencing new table as changed for each statement execute function record_facts_changed();
create trigger facts_changed after update on contract referencing new table as changed for each statement execute function record_facts_changed();
create trigger facts_gone after delete on account referencing old table as changed for each statement execute function record_facts_changed();
create trigger facts_gone after delete on site referencing old table as changed for each statement execute function record_facts_changed();
create trigger facts_gone after delete on product referencing old table as changed for each statement execute function record_facts_changed();
create trigger facts_gone after delete on contract referencing old table as changed for each statement execute function record_facts_changed();

-- What covers a single asset is read at every check and never kept.
create function coverage_facts_changed() returns trigger language plpgsql as $$
begin
  perform note_fact_changes(array(select distinct subject_id from changed where subject_kind <> 'asset' limit 1001));
  return null;
end $$;
create trigger facts_added after insert on coverage referencing new table as changed for each statement execute function coverage_facts_changed();
create trigger facts_changed after update on coverage referencing new table as changed for each statement execute function coverage_facts_changed();

-- Tickets are counted by contract, channel and day.
create function ticket_facts_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    perform note_fact_changes(array(
      select distinct contract_id from (
        (select id, contract_id, channel, opened_at from changed except select id, contract_id, channel, opened_at from was)
        union all (select id, contract_id, channel, opened_at from was except select id, contract_id, channel, opened_at from changed)
      ) other where contract_id is not null limit 1001));
  else
    perform note_fact_changes(array(select distinct contract_id from changed where contract_id is not null limit 1001));
  end if;
  return null;
end $$;
create trigger facts_added after insert on ticket referencing new table as changed for each statement execute function ticket_facts_changed();
create trigger facts_changed after update on ticket referencing old table as was new table as changed for each statement execute function ticket_facts_changed();
create trigger facts_gone after delete on ticket referencing old table as changed for each statement execute function ticket_facts_changed();

-- Few and seldom changed: all that is known is learned anew.
create function plan_facts_changed() returns trigger language plpgsql as $$
begin
  insert into fact_change default values;
  return null;
end $$;
create trigger facts_changed after insert or update or delete on plan for each statement execute function plan_facts_changed();
create trigger facts_changed after insert or update or delete on plan_version for each statement execute function plan_facts_changed();
create trigger facts_changed after insert or update or delete on setting for each statement execute function plan_facts_changed();
