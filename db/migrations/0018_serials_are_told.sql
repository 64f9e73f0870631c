-- Which assets bear a serial is kept by the serial. The one that comes to bear it used to tell those that it saw bearing it already, and two
-- transactions at the same time see nothing of each other: so the serial itself is told, whoever else bears it.

alter table fact_change add column serial_key text;  -- that the record bears now, where it is an asset

create or replace function asset_facts_changed() returns trigger language plpgsql as $$
begin
  if (select count(*) from (select from changed limit 1001) told) > 1000 then
    insert into fact_change default values;
  else
    insert into fact_change (id, serial_key) select id, serial_key from changed;
  end if;
  return null;
end $$;
