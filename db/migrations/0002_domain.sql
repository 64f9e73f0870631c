-- The ground floor of the domain: who has what, and what of it is covered when.
-- Days are dates in a named zone, ends are exclusive, and what was recorded is never overwritten (COV3, COV4, COV9).

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create table account (
  id uuid primary key,
  reference text,                          -- the source's own key, such as finance's customer number
  name text not null check (name <> ''),
  name_key text not null,                  -- the name as meant: case and blanks folded
  parent_id uuid references account,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  recorded_at timestamptz not null,
  check (parent_id <> id)
);
create unique index account_reference on account (upper(reference));
create index account_name_key on account (name_key);
create index account_name_like on account using gin (name_key gin_trgm_ops);
create index account_parent on account (parent_id);

create table site (
  id uuid primary key,
  account_id uuid not null references account,
  name text not null check (name <> ''),
  name_key text not null,
  unique (account_id, name_key)
);

create table contact (
  id uuid primary key,
  account_id uuid not null references account,
  name text not null check (name <> ''),
  name_key text not null,
  email text,
  email_key text,
  phone text,
  phone_key text,
  named_caller boolean not null default false,
  recorded_at timestamptz not null,
  unique (account_id, email_key)
);
create index contact_email on contact (email_key);
create index contact_phone on contact (phone_key);
create index contact_name_like on contact using gin (name_key gin_trgm_ops);

create table product (
  id uuid primary key,
  parent_id uuid references product,
  kind text not null check (kind in ('application', 'package', 'module', 'session', 'hardware')),
  maker text not null default '',          -- '' when the maker is not known
  maker_key text not null default '',
  name text not null check (name <> ''),
  name_key text not null,
  slug text,                               -- the source's own key
  part_number text,
  part_key text,
  category text,
  recorded_at timestamptz not null,
  unique (maker_key, name_key),
  check (parent_id <> id)
);
create unique index product_slug on product (slug);
create index product_name on product (name_key);
create index product_part on product (part_key);
create index product_name_like on product using gin (name_key gin_trgm_ops);

-- A lifecycle date may be a day, a plain yes or no, or unknown: three values, kept as the source has them.
create table product_version (
  id uuid primary key,
  product_id uuid not null references product,
  name text not null check (name <> ''),
  label text,
  released_on date,
  active_support_ends_on date,
  active_support_ended boolean,
  end_of_life_on date,
  end_of_life boolean,
  extended_support_ends_on date,
  extended_support_ended boolean,
  discontinued_on date,
  discontinued boolean,
  long_term boolean,
  latest text,
  latest_on date,
  unique (product_id, name)
);

create table asset (
  id uuid primary key,
  account_id uuid not null references account,
  site_id uuid references site,
  product_id uuid references product,
  parent_id uuid references asset,
  version text,
  serial text,                             -- as typed; null when it identifies nothing
  serial_plain text,                       -- upper case, without blanks and dashes
  serial_key text,                         -- as meant: O and 0, I, L and 1 folded too (COV12)
  tag text,
  tag_key text,
  environment text,
  status text not null default 'in_use' check (status in ('in_use', 'spare', 'retired')),
  installed_on date,
  recorded_at timestamptz not null,
  check (parent_id <> id),
  check (serial_plain is not null or tag_key is not null)
);
create unique index asset_serial_plain on asset (serial_plain);
create index asset_serial_key on asset (serial_key text_pattern_ops);
create index asset_serial_like on asset using gin (serial_key gin_trgm_ops);
create unique index asset_tag_key on asset (account_id, tag_key);
create index asset_tag on asset (tag_key text_pattern_ops);
create index asset_account on asset (account_id);
create index asset_listed on asset ((coalesce(serial_plain, '~' || tag_key)), id);
create index asset_product on asset (product_id);

create table plan (
  id uuid primary key,
  name text not null check (name <> ''),
  name_key text not null unique
);

-- Terms by version: a decision names the version it was made under (SLA4).
create table plan_version (
  id uuid primary key,
  plan_id uuid not null references plan,
  version integer not null,
  effective_on date not null,
  terms jsonb not null,
  recorded_at timestamptz not null,
  unique (plan_id, version)
);

create table contract (
  id uuid primary key,
  number text not null check (number <> ''),
  number_key text not null unique,
  account_id uuid not null references account,
  plan_id uuid not null references plan,   -- what its lines promise unless a line says otherwise
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  billing_every text not null check (billing_every in ('month', 'quarter', 'year')),
  billing_timing text not null default 'advance' check (billing_timing in ('advance', 'arrears')),
  starts_on date not null,
  ends_before date,                        -- null: open-ended, said in words (COV7)
  signed_on date,                          -- null: still a draft
  cancelled_on date,                       -- the last day covered (COV3)
  renewal_of text,                         -- the number of the contract it follows
  recorded_at timestamptz not null,
  check (starts_on < ends_before),
  check (cancelled_on >= starts_on - 1)
);
create index contract_account on contract (account_id);
create index contract_number_like on contract using gin (number_key gin_trgm_ops);

-- The identity of a line and of what it covers; its days, plan and price are facts in coverage.
create table contract_line (
  id uuid primary key,
  contract_id uuid not null references contract,
  number text not null check (number <> ''),
  service text not null default 'support',
  subject_kind text not null check (subject_kind in ('asset', 'product', 'site', 'account')),
  asset_id uuid references asset,
  product_id uuid references product,
  site_id uuid references site,
  covers_parts boolean not null default false,
  covers_sub_accounts boolean not null default false,
  starts_on date not null,
  ends_before date,
  removed_on date,                         -- the last day covered, when the subject left before the line's end
  unique (contract_id, number),
  check (starts_on < ends_before),
  check ((subject_kind = 'asset') = (asset_id is not null)),
  check ((subject_kind = 'product') = (product_id is not null)),
  check ((subject_kind = 'site') = (site_id is not null))
);
create index contract_line_asset on contract_line (asset_id);

-- Who changed what a contract covers, from when and why. Only ever added to.
create table amendment (
  id uuid primary key,
  contract_id uuid not null references contract,
  kind text not null check (kind in ('activate', 'correct')),
  effective_on date not null,
  payload jsonb not null,
  reason text not null check (reason <> ''),
  author_id text not null,
  recorded_at timestamptz not null
);
create index amendment_contract on amendment (contract_id, recorded_at);

-- The one dated fact (COV1). `valid` is days, `recorded` the time during which it was believed (COV9).
-- The subject is one id (the asset, site or account), narrowed by product_id when a product at an account is meant.
create table coverage (
  id uuid primary key,
  source text not null check (source in ('contract', 'warranty')),
  account_id uuid not null references account,
  contract_id uuid references contract,
  line_id uuid references contract_line,
  subject_kind text not null check (subject_kind in ('asset', 'product', 'site', 'account')),
  subject_id uuid not null,
  product_id uuid not null default '00000000-0000-0000-0000-000000000000',
  covers_parts boolean not null default false,
  covers_sub_accounts boolean not null default false,
  service text not null,
  plan_id uuid not null references plan,
  time_zone text not null,
  yearly_minor bigint not null default 0 check (yearly_minor >= 0),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  end_reason text not null default 'term' check (end_reason in ('term', 'removed', 'cancelled')),
  recorded tstzrange not null check (not isempty(recorded) and not lower_inf(recorded)),
  amendment_id uuid references amendment,
  ended_by uuid references amendment,
  check ((source = 'contract') = (contract_id is not null)),
  check ((source = 'contract') = (line_id is not null)),
  check ((source = 'contract') = (amendment_id is not null)),
  -- COV2: for one subject and one service, two coverages of a source never overlap, whatever was believed when.
  constraint coverage_never_overlaps exclude using gist
    (subject_id with =, product_id with =, service with =, source with =, valid with &&, recorded with &&)
);
create index coverage_subject on coverage (subject_id) where upper_inf(recorded);
create index coverage_line on coverage (line_id);
create index coverage_contract on coverage (contract_id) where upper_inf(recorded);
create index coverage_account on coverage (account_id) where upper_inf(recorded);

-- A belief may be closed, never rewritten: rows are added, and only the end of `recorded` may be set, once.
create function coverage_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'coverage is never deleted: close what was recorded and record anew';
  end if;
  if upper_inf(old.recorded) and not upper_inf(new.recorded) and lower(new.recorded) = lower(old.recorded)
     and (to_jsonb(new) - 'recorded' - 'ended_by') = (to_jsonb(old) - 'recorded' - 'ended_by') then
    return new;
  end if;
  raise exception 'coverage is never rewritten: close what was recorded and record anew';
end $$;
create trigger coverage_append_only before update or delete on coverage
  for each row execute function coverage_is_append_only();

-- One row: what the administrator set for the whole installation.
create table setting (
  only_row boolean primary key default true check (only_row),
  default_plan_id uuid references plan,
  ranking jsonb not null
);

-- An entitlement check that was recorded, with the facts it was made from: it replays to the same answer (ENT13).
create table decision (
  id uuid primary key,
  question jsonb not null,
  facts jsonb not null,
  answer jsonb not null,
  outcome text not null check (outcome in ('entitled', 'not_entitled', 'undecided')),
  account_id uuid references account,
  asset_id uuid references asset,
  contract_id uuid references contract,
  actor_id text not null,
  decided_at timestamptz not null
);
create index decision_account on decision (account_id, decided_at desc);
create index decision_asset on decision (asset_id, decided_at desc);

create sequence ticket_number start 10001;

create table ticket (
  id uuid primary key,
  number bigint not null unique default nextval('ticket_number'),
  subject text not null check (subject <> ''),
  account_id uuid references account,
  contact_id uuid references contact,
  asset_id uuid references asset,
  product_id uuid references product,
  contract_id uuid references contract,    -- what its decision found it entitled under
  channel text not null check (channel in ('portal', 'email', 'phone', 'fax', 'api', 'chat')),
  severity smallint not null check (severity between 1 and 4),
  status text not null check (status in ('new', 'on_hand', 'waiting_customer', 'waiting_vendor', 'solved', 'closed')),
  status_since timestamptz not null,
  assignee_id text,
  outcome text not null check (outcome in ('entitled', 'not_entitled', 'undecided')),
  decision_id uuid not null references decision,
  opened_at timestamptz not null,
  opened_by text not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  next_due_at timestamptz                  -- the soonest unmet target, so that a list can sort by urgency
);
create index ticket_open on ticket (next_due_at) where status not in ('solved', 'closed');
create index ticket_account on ticket (account_id, opened_at desc);
create index ticket_asset on ticket (asset_id, opened_at desc);
create index ticket_contract on ticket (contract_id, opened_at);
create index ticket_opened on ticket (opened_at desc);
create index ticket_subject_like on ticket using gin (lower(subject) gin_trgm_ops);

-- What was said (a reply goes to the customer, a note never does) and what happened (events).
create table message (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  ordinal integer not null,                -- 1, 2, 3: several may be of one instant
  kind text not null check (kind in ('description', 'reply', 'customer_reply', 'note', 'event')),
  body text not null,
  author_id text,
  author_name text not null,
  at timestamptz not null,
  unique (ticket_id, ordinal)
);

-- A target promised on a ticket, and its clock as the events that moved it (SLA2). Terms and calendar are those of the start (SLA4).
create table ticket_target (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  name text not null,
  terms jsonb not null,
  calendar jsonb not null,
  due_at timestamptz,
  met_at timestamptz,
  unique (ticket_id, name)
);
create table clock_event (
  id uuid primary key,
  target_id uuid not null references ticket_target,
  ordinal integer not null,                -- the order in which the clock folds them
  kind text not null check (kind in ('started', 'paused', 'resumed', 'met', 'breached', 'retargeted')),
  at timestamptz not null,
  detail jsonb not null default '{}',
  unique (target_id, ordinal)
);

-- A spreadsheet handed in: the file, how its columns were read, and what came of each row (IMP1).
create table import (
  id uuid primary key,
  status text not null check (status in ('uploaded', 'checking', 'checked', 'applying', 'applied', 'cancelled', 'failed')),
  actor_id text not null,
  actor_name text not null,                -- as it was then: a person, or the program whose key it was
  created_at timestamptz not null,
  finished_at timestamptz,
  report jsonb,
  problem text
);
create table import_file (
  id uuid primary key,
  import_id uuid not null references import,
  name text not null,
  content bytea not null,
  digest text not null,
  sheets jsonb not null                    -- per sheet: kind, headings, mapping
);
create index import_file_import on import_file (import_id);
-- How columns of a given row of headings were matched last time, so that nobody does it twice.
create table import_mapping (
  headings_key text primary key,
  kind text not null,
  mapping jsonb not null,
  changed_at timestamptz not null
);

-- The users of 0001 may be a contact of an account.
