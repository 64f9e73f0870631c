-- What is kept with a contract beside its dated facts: drafts, changes of terms, files and notes. Nothing of it is ever lost.

-- What a draft would cover once it is signed: a draft covers nothing, and what covers nothing is no fact. Gone when it is signed.
create table contract_draft (
  contract_id uuid primary key references contract,
  covers jsonb not null                    -- as core's activation takes them
);

-- Changes of terms that are no dated facts (notice, renewal, tax): what stood before, so that what was known then can be read.
create table contract_change (
  id uuid primary key,
  contract_id uuid not null references contract,
  line_id uuid references contract_line,   -- where it is a line's
  field text not null check (field in ('notice_days', 'renewal_mode', 'renewal_of', 'tax_bp')),
  before text,
  after text,
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null,
  check ((field = 'tax_bp') = (line_id is not null)),
  check (before is distinct from after)
);
create index contract_change_contract on contract_change (contract_id, recorded_at);

create table contract_file (
  id uuid primary key,
  contract_id uuid not null references contract,
  name text not null check (name <> ''),
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  digest text not null,                    -- SHA-256 of the whole, in hexadecimal
  shared boolean not null default false,   -- the account's contacts see it too
  added_at timestamptz not null,
  author_id text not null,
  author_name text not null,
  removed_at timestamptz,
  removed_by text,
  check ((removed_at is null) = (removed_by is null))
);
create index contract_file_contract on contract_file (contract_id, added_at desc);
-- A large file is kept in parts, so that no statement and no process has to hold it whole.
create table contract_file_part (
  file_id uuid not null references contract_file,
  ordinal integer not null,                -- 1, 2, 3
  content bytea not null,
  primary key (file_id, ordinal)
);

create table contract_note (
  id uuid primary key,
  contract_id uuid not null references contract,
  body text not null check (body <> ''),
  shared boolean not null default false,
  added_at timestamptz not null,
  author_id text not null,
  author_name text not null,
  removed_at timestamptz,
  removed_by text,
  check ((removed_at is null) = (removed_by is null))
);
create index contract_note_contract on contract_note (contract_id, added_at desc);

-- Whoever carries out an import holds a lock of this number as long as it lives: what says to be under way and is held by
-- nobody was broken off.
alter table import add column runner bigint;
