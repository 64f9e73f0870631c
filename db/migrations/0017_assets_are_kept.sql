-- Assets and what covers them by themselves were read at every check and told to nobody. Now they are kept as well, by their serials:
-- what is told as changed is the asset, whether it or what covers it has changed, or another has come to bear its serial.

create or replace function coverage_facts_changed() returns trigger language plpgsql as $$
begin
  perform note_fact_changes(array(select distinct subject_id from changed limit 1001));
  return null;
end $$;

create function asset_facts_changed() returns trigger language plpgsql as $$
begin
  perform note_fact_changes(array(
    select id from changed where tg_op <> 'INSERT'
    union
    select other.id from changed join asset other on other.serial_key = changed.serial_key and other.id <> changed.id
    where tg_op <> 'DELETE'
    limit 1001));
  return null;
end $$;
create trigger facts_added after insert on asset referencing new table as changed for each statement execute function asset_facts_changed();
create trigger facts_changed after update on asset referencing new table as changed for each statement execute function asset_facts_changed();
create trigger facts_gone after delete on asset referencing old table as changed for each statement execute function asset_facts_changed();
