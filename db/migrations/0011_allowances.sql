-- What contracts' plans grant and what became of it (ALW): a ledger that is only added to, and beside it each lot's balance, which the
-- ledger folds to. Quantities are whole units: tickets, minutes, or minor units of the contract's currency.

-- An allowance of a plan as one contract grants it. Whoever writes to its ledger holds this row, so that writers take turns (ALW8).
create table allowance (
  id text primary key,                     -- contract/plan/key
  contract_id uuid not null references contract,
  plan_id uuid not null references plan,
  key text not null,
  unique (contract_id, plan_id, key),
  check (id = contract_id || '/' || plan_id || '/' || key)
);

-- What was granted together: drawn, and gone, together. Its days follow the contract's, its amounts the ledger.
create table allowance_lot (
  id text primary key,                     -- the allowance's, then the bucket, period and kind
  allowance_id text not null references allowance,
  kind text not null check (kind in ('period', 'carried', 'top_up', 'limit', 'beyond')),
  bucket_key text not null,
  limit_key text,
  starts_on date not null,
  ends_before date,                        -- null: as long as there is no end to the contract
  granted_on date not null,
  granted bigint not null,
  expired bigint not null,
  held bigint not null check (held >= 0),
  consumed bigint not null check (consumed >= 0),
  check ((kind = 'limit') = (limit_key is not null))
);
create index allowance_lot_allowance on allowance_lot (allowance_id);

create table allowance_entry (
  id bigint generated always as identity primary key, -- in the order in which they were recorded
  allowance_id text not null references allowance,
  lot_id text not null references allowance_lot,
  kind text not null check (kind in ('grant', 'top_up', 'carry_in', 'adjust', 'expire', 'hold', 'release', 'consume', 'give_back')),
  quantity bigint not null check (quantity <> 0),
  on_day date not null,                    -- when it counts, in the contract's zone; recorded_at says since when it is known
  use_id uuid,                             -- the ticket, the check that holds, or the work that draws; null: only the lot is concerned
  event text not null,                     -- what made it: told twice, it is taken once
  reason text,                             -- a person's words, where a person did it
  recorded_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,                -- as it was then
  check ((use_id is not null) = (kind in ('hold', 'release', 'consume', 'give_back'))),
  check (quantity > 0 or kind in ('grant', 'carry_in', 'adjust', 'expire')),
  check ((reason is not null) = (kind in ('top_up', 'adjust')))
);
create unique index allowance_entry_once on allowance_entry (allowance_id, use_id, event, lot_id, kind) where use_id is not null;
create unique index allowance_entry_by_hand on allowance_entry (allowance_id, event) where kind in ('top_up', 'adjust');
create index allowance_entry_use on allowance_entry (use_id) where use_id is not null;
create index allowance_entry_day on allowance_entry (allowance_id, on_day, id);

-- A check that holds units for a while: until then, unless they became a ticket's or were released before.
create table allowance_hold (
  use_id uuid not null,                    -- the recorded decision
  allowance_id text not null references allowance,
  until timestamptz not null,
  ended_at timestamptz,
  primary key (use_id, allowance_id)
);
create index allowance_hold_open on allowance_hold (until) where ended_at is null;

-- 80 % and 100 % of what a bucket grants in a period, told once each (ALW7).
create table allowance_alert (
  allowance_id text not null references allowance,
  bucket_key text not null,
  starts_on date not null,                 -- of the period
  percent smallint not null check (percent in (80, 100)),
  on_day date not null,
  recorded_at timestamptz not null,
  primary key (allowance_id, bucket_key, starts_on, percent)
);

-- Tickets from before there was a ledger, until their draws are in it.
create table allowance_to_take_up (
  ticket_id uuid primary key references ticket
);
insert into allowance_to_take_up select id from ticket where contract_id is not null;

create function allowance_entry_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of an allowance is only added to: record what corrects it';
end $$;
create trigger allowance_entry_append_only before update or delete on allowance_entry
  for each row execute function allowance_entry_is_append_only();

-- A lot stays what it was made as; what may move are its days, with the contract's, and its amounts.
create function allowance_lot_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.id, new.allowance_id, new.kind, new.bucket_key, new.limit_key)
     is not distinct from (old.id, old.allowance_id, old.kind, old.bucket_key, old.limit_key) then
    return new;
  end if;
  raise exception 'a lot is never made into another, nor deleted';
end $$;
create trigger allowance_lot_kept before update or delete on allowance_lot
  for each row execute function allowance_lot_is_kept();

-- What a check knows of a contract by heart includes what is left of its allowances.
create function allowance_facts_changed() returns trigger language plpgsql as $$
begin
  perform note_fact_changes(array(
    select distinct allowance.contract_id from changed join allowance on allowance.id = changed.allowance_id limit 1001));
  return null;
end $$;
create trigger facts_added after insert on allowance_lot referencing new table as changed for each statement execute function allowance_facts_changed();
create trigger facts_changed after update on allowance_lot referencing new table as changed for each statement execute function allowance_facts_changed();

-- Under which plan work is covered says what it draws on; kinds of work may be excluded.
alter table work_entry add column kind text check (kind <> '');
alter table work_booking add column plan_id uuid references plan;
alter table work_booking disable trigger work_booking_append_only;
update work_booking booking set plan_id = coalesce(
  (select coverage.plan_id from work_entry entry
     join ticket on ticket.id = entry.ticket_id
     join coverage on coverage.contract_id = booking.contract_id and coverage.valid @> booking.booked_on and upper_inf(coverage.recorded)
   where entry.id = booking.entry_id
   order by coverage.subject_id = ticket.asset_id desc nulls last, coverage.subject_id = ticket.account_id desc nulls last, coverage.id
   limit 1),
  (select plan_id from contract where contract.id = booking.contract_id))
where booking.contract_id is not null;
alter table work_booking enable trigger work_booking_append_only;

-- Plans said their allowances as a list, each term in the way of what it admits: so many tickets a contract year, by some channels. That
-- for any channel is the bucket now, and the others are its limits; where none was for any, each is a bucket of its own.
create function allowances_of_earlier_terms(earlier jsonb) returns jsonb language sql immutable as $$
  with term as (
    select ordinal, (value->>'amount')::bigint as amount, value->'channels' as channels,
      case when value->'channels' = '"any"' then 'all' when value->'channels' = '"none"' then 'none'
        else array_to_string(array(select jsonb_array_elements_text(value->'channels'->'only')), '-') end as name
    from jsonb_array_elements(earlier) with ordinality as listed (value, ordinal)),
  -- The same channels limited twice: what grants less stands in the way.
  each_once as (select distinct on (name) * from term order by name, amount),
  written as (
    select ordinal, name, amount, jsonb_build_object('channels', channels, 'products', 'any', 'severities', 'any', 'key', name) as admission
    from each_once),
  limits as (
    select coalesce(jsonb_agg(admission || jsonb_build_object('atMost', amount) order by ordinal), '[]') as list
    from written where name <> 'all'),
  buckets as (
    select jsonb_agg(admission || jsonb_build_object('amount', amount, 'per', 'contract_year', 'carryOver', 'none', 'limits',
        case when name = 'all' then limits.list else '[]' end) order by ordinal) as list
    from written, limits where name = 'all' or not exists (select from written any_channel where any_channel.name = 'all'))
  select case when jsonb_array_length(earlier) = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
    'key', 'tickets', 'unit', 'tickets', 'drawnAt', 'opening', 'beyond', 'refuse', 'outOfHoursPercent', 100, 'buckets', buckets.list)) end
  from buckets
$$;
update plan_version set terms = jsonb_set(terms, '{allowances}', allowances_of_earlier_terms(terms->'allowances'));
drop function allowances_of_earlier_terms;
