-- Support projects (PRJ1, PRJ2). A contract's project has no row of its own: it is the contract, seen from the work done for it, so
-- that none can be missing or left over. Its budget is computed from coverage when read. What is kept here is what people decide (the
-- terms of budgets) and what they do (work), and to which project each piece of work is booked.

-- How much of what coverage earns is its budget, and what an hour of it costs. Only ever added to. For one contract; or, as what
-- holds where a contract's own terms say nothing, for a currency; or, with neither, for every other currency.
create table budget_terms (
  id uuid primary key,
  contract_id uuid references contract,
  currency text check (currency ~ '^[A-Z]{3}$'),
  from_month date not null check (extract(day from from_month) = 1),
  share_bp integer not null check (share_bp between 0 and 10000),
  hourly_rate_minor bigint check (hourly_rate_minor > 0),      -- null: the budget is money only, no hours
  supersedes_later boolean not null default false,             -- what was recorded for later months holds no more
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null,
  check (contract_id is null or currency is null)
);
create index budget_terms_contract on budget_terms (contract_id, recorded_at);

insert into budget_terms (id, currency, from_month, share_bp, hourly_rate_minor, reason, author_id, author_name, recorded_at)
select uuidv7(), currency, date '1900-01-01', 6000, rate, 'What a new installation begins with',
  '00000000-0000-7000-8000-000000000000', 'Ambit', timestamptz '1900-01-01 00:00:00+00'
from (values ('GBP', 9500), ('EUR', 11000), ('USD', 12000), ('CHF', 14000), ('CAD', 15500), ('AUD', 16500), ('JPY', 15000),
             ('SEK', 120000), ('NOK', 125000), ('DKK', 82000), ('PLN', 42000), (null, null)) as begun(currency, rate);

-- Work done on a ticket, as whoever did it says. Never changed and never lost: what was wrong is removed, which is recorded, and entered anew.
create table work_entry (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  worker_id text not null,
  worker_name text not null,                                   -- as it was then
  worked_on date not null,
  started_at timestamptz,                                      -- null: only the day is known
  minutes integer not null check (minutes between 1 and 1440),
  note text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  recorded_by_name text not null,
  removed_at timestamptz,
  removed_by text,
  removed_by_name text,
  check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_by_name is null)),
  check (removed_at >= recorded_at)
);
create index work_entry_ticket on work_entry (ticket_id, worked_on);
create index work_entry_worker on work_entry (worker_id, worked_on) where removed_at is null;

-- To which project a piece of work belongs, and since when that was believed (COV9). What a warranty covers belongs to none; an exception was
-- served without cover.
create table work_booking (
  id uuid primary key,
  entry_id uuid not null references work_entry,
  kind text not null check (kind in ('project', 'warranty', 'exception')),
  contract_id uuid references contract,
  account_id uuid references account,                          -- whose ticket it is; null while nobody knows
  booked_on date not null,                                     -- the day worked, as the contract's zone has it (COV4)
  rule text not null,
  reason text not null,                                        -- the decision's own words
  amendment_id uuid references amendment,                      -- what moved it here; null: booked when entered
  recorded tstzrange not null check (not isempty(recorded) and not lower_inf(recorded)),
  check ((kind = 'project') = (contract_id is not null)),
  exclude using gist (entry_id with =, recorded with &&)
);
create unique index work_booking_entry on work_booking (entry_id) where upper_inf(recorded);
create index work_booking_contract on work_booking (contract_id, booked_on);
create index work_booking_account on work_booking (account_id, booked_on);

create function work_entry_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.removed_at is null and new.removed_at is not null
     and to_jsonb(new) - array['removed_at', 'removed_by', 'removed_by_name']
       = to_jsonb(old) - array['removed_at', 'removed_by', 'removed_by_name'] then
    return new;
  end if;
  raise exception 'work is never rewritten or deleted: mark it removed and enter it anew';
end $$;
create trigger work_entry_kept before update or delete on work_entry for each row execute function work_entry_is_kept();

create function work_booking_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and upper_inf(old.recorded) and not upper_inf(new.recorded) and lower(new.recorded) = lower(old.recorded)
     and to_jsonb(new) - 'recorded' = to_jsonb(old) - 'recorded' then
    return new;
  end if;
  raise exception 'a booking is never rewritten: close what was recorded and record anew';
end $$;
create trigger work_booking_append_only before update or delete on work_booking
  for each row execute function work_booking_is_append_only();

create function budget_terms_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the terms of a budget are never rewritten: record others';
end $$;
create trigger budget_terms_append_only before update or delete on budget_terms
  for each row execute function budget_terms_are_append_only();
