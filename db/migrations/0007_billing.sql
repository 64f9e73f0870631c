-- What was invoiced and credited. Documents are posted whole and never change; what is due follows from coverage, less these (BIL2).

-- One row: who issues documents, as printed on those to come. Each document keeps what it was issued with.
create table billing_setting (
  only_row boolean primary key default true check (only_row),
  supplier_name text not null check (supplier_name <> ''),
  supplier_address text not null,          -- lines parted by line breaks
  tax_number text not null,
  payment_details text not null,           -- where to pay, printed below the total
  payment_days integer not null check (payment_days between 0 and 365),
  time_zone text not null,                 -- whose calendar dates the documents
  changed_at timestamptz not null default now(),
  changed_by text not null default 'Ambit'
);
insert into billing_setting (supplier_name, supplier_address, tax_number, payment_details, payment_days, time_zone)
values ('Your company', '', '', '', 30, 'UTC');

-- A bill of everything due through a day; a dry run posts nothing. What it did is in its results and documents.
create table billing_run (
  id uuid primary key,
  through date not null,
  dry_run boolean not null,
  status text not null check (status in ('running', 'done', 'cancelled', 'failed')),
  cancel_asked boolean not null default false,
  actor_id text not null,
  actor_name text not null,                -- as it was then
  created_at timestamptz not null,
  finished_at timestamptz,
  contracts integer not null,              -- how many there are to look at
  looked_at integer not null default 0,
  problem text
);
create index billing_run_listed on billing_run (created_at desc, id desc);
create index billing_run_running on billing_run (id) where status = 'running';

-- The last number given in each series. Taken in the transaction that posts: a number that is given is a document that is there.
create table document_series (
  series text primary key,                 -- INV-2026
  last integer not null check (last > 0)
);

create table invoice (
  id uuid primary key,
  kind text not null check (kind in ('invoice', 'credit_note')),
  series text not null,
  ordinal integer not null,
  number text not null unique,             -- INV-2026-000001
  contract_id uuid not null references contract,
  account_id uuid not null references account,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  net_minor bigint not null,
  tax_minor bigint not null,
  issued_on date not null,
  payable_by date,                         -- null for a credit note
  starts_on date not null,                 -- the first and the last of the days that its lines are about
  ends_before date not null,
  lines integer not null check (lines > 0),
  supplier jsonb not null,                 -- as printed: who issued it
  customer jsonb not null,                 -- and to whom
  contract_number text not null,
  reason text,                             -- why goodwill was given
  run_id uuid references billing_run,      -- null: made by hand, as goodwill is
  author_id text not null,
  author_name text not null,
  posted_at timestamptz not null,
  unique (series, ordinal),
  check ((kind = 'invoice') = (payable_by is not null)),
  check (starts_on < ends_before)
);
create index invoice_listed on invoice (posted_at desc, id desc);
create index invoice_contract on invoice (contract_id, posted_at desc);
create index invoice_account on invoice (account_id, posted_at desc);
create index invoice_run on invoice (run_id);

-- A charge; days of a charge taken back (credit); or money of one given back and no days (goodwill).
create table invoice_line (
  id uuid primary key,
  invoice_id uuid not null references invoice,
  ordinal integer not null,                -- 1, 2, 3 on its document
  contract_id uuid not null references contract,
  kind text not null check (kind in ('charge', 'credit', 'goodwill')),
  key text not null unique,                -- follows from the facts: two runs at once make the same, and one of them lands
  charge_id uuid references invoice_line,  -- what a credit or goodwill takes from
  line_id uuid not null references contract_line,
  line_number text not null,
  service text not null,
  subject text not null,                   -- what is priced and for whom, as a key
  subject_kind text not null check (subject_kind in ('asset', 'product', 'site', 'account')),
  asset_id uuid references asset,
  title text not null,                     -- the subject in words, as they were then: a serial
  detail text not null,                    -- and what it is: a product's name
  amendment_id uuid references amendment,  -- what recorded the coverage charged for, or took it; null where no fact names it
  starts_on date not null,
  ends_before date not null,
  period_starts_on date not null,
  period_ends_before date not null,
  price_minor bigint not null,             -- of the whole period
  numerator integer not null,              -- days, of so many days
  denominator integer not null,
  amount_minor bigint not null,
  withheld_minor bigint not null default 0 check (withheld_minor >= 0),
  tax_bp integer not null check (tax_bp between 0 and 100000),
  tax_minor bigint not null,
  unique (invoice_id, ordinal),
  check (period_starts_on <= starts_on and starts_on < ends_before and ends_before <= period_ends_before),
  check ((kind = 'charge') = (charge_id is null)),
  check (case when kind = 'charge' then amount_minor >= 0 and tax_minor >= 0 else amount_minor <= 0 and tax_minor <= 0 end)
);
create index invoice_line_charge on invoice_line (charge_id) where charge_id is not null;
create index invoice_line_subject on invoice_line (contract_id, subject);
create index invoice_line_period on invoice_line (contract_id, period_ends_before) include (period_starts_on, amount_minor, line_id);
create index invoice_line_asset on invoice_line (asset_id);

-- What a run found for a contract and account: what it posted, or why it could not. A dry run's results are all there is of it.
create table billing_result (
  run_id uuid not null references billing_run,
  contract_id uuid not null references contract,
  account_id uuid not null references account,
  contract_number text not null,
  currency text not null,
  charges integer not null,                -- lines that charge, and lines that take back
  credits integer not null,
  charged_minor bigint not null,
  credited_minor bigint not null check (credited_minor <= 0),
  tax_minor bigint not null,
  invoice_id uuid references invoice,
  credit_note_id uuid references invoice,
  problem_code text,
  problem text,
  primary key (run_id, contract_id, account_id)
);

create function document_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'a posted document is never changed or deleted: credit it';
end $$;
create trigger invoice_immutable before update or delete on invoice
  for each row execute function document_is_immutable();
create trigger invoice_line_immutable before update or delete on invoice_line
  for each row execute function document_is_immutable();

-- BIL2: a credit never exceeds what was charged, whoever writes it.
create function credit_stays_within_charge() returns trigger language plpgsql as $$
declare
  taken text;
begin
  select charge.key into taken
    from (select distinct charge_id as id from added where charge_id is not null) as touched
      join invoice_line charge on charge.id = touched.id
    where charge.amount_minor + (select sum(credit.amount_minor) from invoice_line credit where credit.charge_id = charge.id) < 0
    limit 1;
  if found then
    raise exception 'more is credited than is left of the charge %', taken using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger invoice_line_within_charge after insert on invoice_line
  referencing new table as added
  for each statement execute function credit_stays_within_charge();
