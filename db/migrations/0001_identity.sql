-- Who may sign in, and the platform's own tables.
--
-- The auth_ tables belong to the sign-in library (better-auth), which reads and writes them by these names. The domain's
-- own account table is another thing, so that the library's "account", a way to sign in, is auth_credential here.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create type role as enum ('administrator', 'agent', 'finance', 'sales', 'manager', 'auditor', 'contact');

create table auth_user (
  id uuid primary key default uuidv7(),
  name text not null check (name <> ''),
  email text not null,
  email_verified boolean not null default false,
  image text,
  role role not null,
  -- A user of the machine's own, such as the one behind the local key. It cannot sign in with a password.
  is_system boolean not null default false,
  contact_id uuid,
  account_id uuid,
  disabled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint auth_user_contact_has_account check ((role = 'contact') = (account_id is not null)),
  constraint auth_user_contact_id_only_of_contact check (contact_id is null or role = 'contact')
);
create unique index auth_user_email on auth_user (lower(email));

create table auth_session (
  id uuid primary key default uuidv7(),
  token text not null unique,
  user_id uuid not null references auth_user on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_session_user on auth_session (user_id);

create table auth_credential (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth_user on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index auth_credential_user on auth_credential (user_id);

create table auth_verification (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);

create table auth_api_key (
  id uuid primary key default uuidv7(),
  config_id text not null default 'default',
  name text,
  start text,
  prefix text,
  key text not null unique,
  reference_id uuid not null references auth_user on delete cascade,
  enabled boolean not null default true,
  expires_at timestamptz,
  last_request timestamptz,
  request_count int not null default 0,
  remaining int,
  refill_interval int,
  refill_amount int,
  last_refill_at timestamptz,
  rate_limit_enabled boolean not null default false,
  rate_limit_time_window int,
  rate_limit_max int,
  permissions text,
  metadata text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_api_key_reference on auth_api_key (reference_id);

-- One row per installation: what cannot be made again.
create table installation (
  only_row boolean primary key default true check (only_row),
  id uuid not null default uuidv7(),
  -- Signs session cookies.
  secret text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);

-- The answer to a request that creates, kept so that the same request sent twice is carried out once.
create table idempotency_key (
  actor_id uuid not null,
  key text not null,
  request_hash text not null,
  status int not null,
  headers jsonb not null,
  body text not null,
  created_at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);

-- What happened, written in the transaction in which it happened; jobs take it from here.
create table outbox (
  id uuid primary key,
  queue text not null,
  payload jsonb not null,
  -- Not before this instant, for what is to be done later.
  due_at timestamptz not null,
  recorded_at timestamptz not null
);
create index outbox_due on outbox (due_at, id);
