-- Plans as people make and change them: who gave a version and why, names that change, plans that are offered no more.

alter table plan
  add column retired_at timestamptz,       -- offered for nothing new since then; what names it stays as it is
  add column revision integer not null default 1;

alter table plan_version
  add column reason text not null default 'as installed' check (reason <> ''),
  add column author_id text not null default '00000000-0000-7000-8000-000000000000',
  add column author_name text not null default 'Ambit';

create function plan_version_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a version of a plan is never rewritten: give another from a day on';
end $$;
create trigger plan_version_kept before update or delete on plan_version for each row execute function plan_version_is_kept();

-- Terms to make plans from. What is made from one is a plan of its own: changing the template changes no plan.
create table plan_template (
  id uuid primary key,
  name text not null check (name <> ''),
  name_key text not null unique,
  description text not null,
  terms jsonb not null,
  built_in boolean not null default false, -- came with the installation
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);

-- Every order of preference that ever held (ENT3), the latest in force; `setting.ranking` is what checks read.
create table ranking_version (
  version integer primary key,
  ranking jsonb not null,
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);
insert into ranking_version (version, ranking, reason, author_id, author_name, recorded_at)
select 1, ranking, 'as installed', '00000000-0000-7000-8000-000000000000', 'Ambit',
  coalesce((select min(recorded_at) from plan_version), '2020-01-01T00:00:00Z') from setting;

-- Which plan what is bought calls for (ALW9).
create table tier_rule (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9-]+$'),
  noun text not null check (noun <> ''),   -- what is counted, in the plural: "computers"
  counts jsonb not null,                   -- "any", or { only: product ids }, each standing for its branch
  moves jsonb not null,                    -- contracts under which plans it speaks for: "any", or { only: plan ids } beside its own
  tiers jsonb not null,                    -- [{ atLeast, planId }]
  active boolean not null default true,
  revision integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_name text not null
);

-- A proposal that somebody declined, with the day: the same is proposed again only after another tier was called for meanwhile.
create table tier_decline (
  id uuid primary key,
  rule_id uuid not null references tier_rule,
  contract_id uuid not null references contract,
  from_plan_id uuid not null references plan,
  to_plan_id uuid not null references plan,
  declined_on date not null,               -- in the contract's zone
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  recorded_at timestamptz not null
);
create index tier_decline_contract on tier_decline (contract_id);
