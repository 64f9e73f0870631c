-- What an amendment may change, as dated facts: agreed days that are suspended, who holds a contract from when, and what each
-- amendment changed beside coverage, so that a contract can be read as it was known at any time (COV8, COV9, COV13).

-- Agreed and yet covered for nobody. The days still stand in the way of another coverage (COV2).
alter table coverage add column suspended boolean not null default false;

drop index coverage_subject;
create index coverage_subject on coverage (subject_id) include
  (id, account_id, contract_id, line_number, subject_kind, product_id, covers_parts, covers_sub_accounts, service, plan_id, time_zone, valid, end_reason, suspended)
  where upper_inf(recorded);
-- What stood once, of a subject and of a contract.
create index coverage_subject_once on coverage (subject_id) where not upper_inf(recorded);
create index coverage_contract_once on coverage (contract_id) where not upper_inf(recorded);

alter table contract
  add column anchor_on date,                                -- fixes the months in which billing periods begin; null: starts_on
  add column anchor_day smallint check (anchor_day between 1 and 31), -- null: the day of anchor_on (PRO1)
  add column notice_days integer not null default 90 check (notice_days >= 0),
  add column renewal_mode text not null default 'manual' check (renewal_mode in ('automatic', 'manual', 'ends')),
  add column suspension_moves_end boolean not null default false,
  add column suspensions jsonb not null default '[]',       -- [{startsOn, endsBefore}], in order, apart from each other
  add column accounts jsonb,                                -- [{startsOn, accountId}], in order; null: account_id's from the start
  add column revision integer not null default 1;           -- one more with each amendment

-- Whose contract it is on a day of its own zone: a transfer that is to come needs nobody to act on its day.
create function contract_account_on(contract, date) returns uuid language sql stable parallel safe as $$
  select coalesce((
    select (held ->> 'accountId')::uuid from jsonb_array_elements($1.accounts) as held
    where (held ->> 'startsOn')::date <= $2 order by held ->> 'startsOn' desc limit 1), $1.account_id)
$$;

-- A line may cover several subjects: what it covers is told by coverage, its own subject is what it was made with.
alter table contract_line
  alter column subject_kind drop not null,
  add check (subject_kind is not null or num_nonnulls(asset_id, product_id, site_id) = 0),
  add column tax_bp integer not null default 0 check (tax_bp between 0 and 100000), -- the rate of tax in basis points
  add column withdrawn boolean not null default false;      -- the amendment that added it was reversed

alter table amendment drop constraint amendment_kind_check;
alter table amendment
  add check (kind in ('activate', 'add', 'remove', 'replace', 'move', 'reprice', 'extend', 'shorten', 'suspend', 'resume', 'cancel',
    'transfer', 'correct', 'several', 'reverse')),
  add column reverses uuid references amendment,
  add column header jsonb,                                  -- {before, after}; null: nothing of it changed
  add column lines jsonb not null default '[]',             -- [{before, after}]
  add column author_name text not null default 'Ambit',     -- as it was then
  add column origin text not null default 'import' check (origin in ('import', 'person', 'key')),
  add check ((kind = 'reverse') = (reverses is not null));
update amendment set author_name = auth_user.name from auth_user where auth_user.id::text = amendment.author_id;
alter table amendment alter column author_name drop default;
create index amendment_reverses on amendment (reverses) where reverses is not null;

create function amendment_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'an amendment is never changed or deleted: record another';
end $$;
create trigger amendment_append_only before update or delete on amendment
  for each row execute function amendment_is_append_only();
