-- What happens with a no (ENT7), how far what is known of an account can be relied on (ENT8), and what was served all the same (ENT9).

create function is_only_added_to() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to: record another', tg_table_name;
end $$;

-- The latest holds. Before the first, what core says holds while data is young.
create table policy_version (
  id uuid primary key,
  version integer not null unique check (version >= 1),
  policy jsonb not null,
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);
create trigger policy_version_append_only before update or delete on policy_version
  for each row execute function is_only_added_to();

-- What may be served to an account for nothing in a calendar year. The latest holds; without any, and where it is null, as much as there is.
create table goodwill_budget (
  id uuid primary key,
  account_id uuid not null references account,
  version integer not null check (version >= 1),
  budget_minor bigint check (budget_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null,
  unique (account_id, version)
);
create trigger goodwill_budget_append_only before update or delete on goodwill_budget
  for each row execute function is_only_added_to();

-- Somebody has seen that the asset is there and bears this serial. It counts from when it was recorded, so that the confidence of a day
-- that is over stays what it was.
create table asset_verification (
  id uuid primary key,
  asset_id uuid not null references asset,
  serial_plain text,                       -- what was seen: another serial, entered later, is not verified by it
  verified_on date not null,
  note text not null default '',
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);
create index asset_verification_asset on asset_verification (asset_id, recorded_at);
create trigger asset_verification_append_only before update or delete on asset_verification
  for each row execute function is_only_added_to();

-- Somebody, or an import of finance's register, found the contract to be as finance has it.
create table contract_reconciliation (
  id uuid primary key,
  contract_id uuid not null references contract,
  reconciled_on date not null,
  note text not null default '',
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);
create index contract_reconciliation_contract on contract_reconciliation (contract_id, recorded_at);
create trigger contract_reconciliation_append_only before update or delete on contract_reconciliation
  for each row execute function is_only_added_to();

-- Since when the register has the asset; recorded_at is when it was last recorded.
alter table asset add column known_since timestamptz;
update asset set known_since = recorded_at;
alter table asset alter column known_since set not null;

-- What was done with a no: the request to policy, the version that spoke, and its answer.
alter table decision add column handled jsonb;

-- A decision that somebody who may overrode.
create table decision_overturn (
  decision_id uuid primary key references decision,
  account_id uuid references account,
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);
create index decision_overturn_account on decision_overturn (account_id, recorded_at);
create trigger decision_overturn_append_only before update or delete on decision_overturn
  for each row execute function is_only_added_to();

-- Service without entitlement. What it costs is the work on its ticket that books to no contract: computed, never kept.
create sequence exception_number start 1001;
create table exception (
  id uuid primary key,
  number bigint not null unique default nextval('exception_number'),
  ticket_id uuid not null unique references ticket,
  decision_id uuid not null references decision,
  account_id uuid references account,
  asset_id uuid references asset,
  serial text,
  reason text not null check (reason <> ''),
  handling text not null check (handling in ('observe', 'advise', 'enforce', 'bill')),
  approved_by text,                        -- who served it although policy said enforce or bill
  approved_name text,
  opened_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'renewed', 'quoted', 'written_off', 'covered')),
  outcome_note text not null default '',
  assignee_id text,
  closed_at timestamptz,
  closed_by text,
  closed_name text,
  revision integer not null default 1,
  check ((approved_by is null) = (approved_name is null)),
  check ((status = 'open') = (closed_at is null))
);
create index exception_account on exception (account_id, opened_at);
create index exception_opened on exception (opened_at);

create table task (
  id uuid primary key,
  kind text not null check (kind in ('renewal', 'identify', 'undecided')),
  account_id uuid references account,
  asset_id uuid references asset,
  ticket_id uuid references ticket,
  exception_id uuid references exception,
  title text not null check (title <> ''),
  detail text not null default '',
  status text not null default 'open' check (status in ('open', 'done')),
  assignee_id text,
  due_on date,
  note text not null default '',
  opened_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  done_name text,
  revision integer not null default 1,
  check ((status = 'done') = (done_at is not null))
);
create unique index task_of_ticket on task (ticket_id, kind);
create index task_open on task (due_on, id) where status = 'open';

-- What an hour of work without a contract costs in a currency, in minor units: the terms of budgets that hold for it in that month.
create function hourly_rate_of(currency text, month date) returns bigint language sql stable parallel safe as $$
  select r.hourly_rate_minor from budget_terms r
  where r.contract_id is null and r.from_month <= $2
    and r.currency is not distinct from (
      select t.currency from budget_terms t where t.contract_id is null and t.currency = $1 limit 1)
    and not exists (
      select from budget_terms s
      where s.contract_id is null and s.currency is not distinct from r.currency
        and (s.recorded_at, s.id) > (r.recorded_at, r.id)
        and (s.from_month = r.from_month or (s.supersedes_later and s.from_month < r.from_month)))
  order by r.from_month desc limit 1
$$;

-- What exceptions cost, by month of the work: minutes that book to no contract, at the hourly rate of the account's currency, to the
-- minor unit, half up. Null where no rate turns minutes into money.
create view exception_month as
select e.id as exception_id, e.account_id, e.handling, a.currency, done.month, done.minutes,
  (done.minutes * hourly_rate_of(a.currency, done.month) + 30) / 60 as cost_minor
from exception e
  left join account a on a.id = e.account_id
  cross join lateral (
    select date_trunc('month', b.booked_on::timestamp)::date as month, sum(w.minutes)::bigint as minutes
    from work_entry w join work_booking b on b.entry_id = w.id and upper_inf(b.recorded) and b.kind = 'exception'
    where w.ticket_id = e.ticket_id and w.removed_at is null
    group by 1) done;
