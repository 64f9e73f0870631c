-- Generated from db/migrations by `npm run generate`. Read it; change the migrations.

create extension btree_gist;

create extension pg_trgm;

create type role as enum ('administrator', 'agent', 'finance', 'sales', 'manager', 'auditor', 'contact');

create sequence exception_number as bigint start 1001 increment 1;

create sequence ticket_number as bigint start 10001 increment 1;

CREATE OR REPLACE FUNCTION public.allowance_entry_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger of an allowance is only added to: record what corrects it';
end $function$;

CREATE OR REPLACE FUNCTION public.allowance_facts_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform note_fact_changes(array(
    select distinct allowance.contract_id from changed join allowance on allowance.id = changed.allowance_id limit 1001));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.allowance_lot_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and (new.id, new.allowance_id, new.kind, new.bucket_key, new.limit_key)
     is not distinct from (old.id, old.allowance_id, old.kind, old.bucket_key, old.limit_key) then
    return new;
  end if;
  raise exception 'a lot is never made into another, nor deleted';
end $function$;

CREATE OR REPLACE FUNCTION public.amendment_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an amendment is never changed or deleted: record another';
end $function$;

CREATE OR REPLACE FUNCTION public.asset_facts_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select count(*) from (select from changed limit 1001) told) > 1000 then
    insert into fact_change default values;
  else
    insert into fact_change (id, serial_key) select id, serial_key from changed;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.budget_terms_are_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the terms of a budget are never rewritten: record others';
end $function$;

CREATE OR REPLACE FUNCTION public.contract_account_on(contract, date)
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce((
    select (held ->> 'accountId')::uuid from jsonb_array_elements($1.accounts) as held
    where (held ->> 'startsOn')::date <= $2 order by held ->> 'startsOn' desc limit 1), $1.account_id)
$function$;

CREATE OR REPLACE FUNCTION public.coverage_facts_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform note_fact_changes(array(select distinct subject_id from changed limit 1001));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.coverage_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'coverage is never deleted: close what was recorded and record anew';
  end if;
  if upper_inf(old.recorded) and not upper_inf(new.recorded) and lower(new.recorded) = lower(old.recorded)
     and (to_jsonb(new) - 'recorded' - 'ended_by') = (to_jsonb(old) - 'recorded' - 'ended_by') then
    return new;
  end if;
  raise exception 'coverage is never rewritten: close what was recorded and record anew';
end $function$;

CREATE OR REPLACE FUNCTION public.credit_stays_within_charge()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.document_is_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a posted document is never changed or deleted: credit it';
end $function$;

CREATE OR REPLACE FUNCTION public.hourly_rate_of(currency text, month date)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.is_only_added_to()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is only ever added to: record another', tg_table_name;
end $function$;

CREATE OR REPLACE FUNCTION public.note_fact_changes(ids uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into fact_change (id)
  select each from unnest(case when cardinality(ids) > 1000 then array[null]::uuid[] else ids end) each
$function$;

CREATE OR REPLACE FUNCTION public.plan_facts_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into fact_change default values;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.plan_version_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a version of a plan is never rewritten: give another from a day on';
end $function$;

CREATE OR REPLACE FUNCTION public.record_facts_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform note_fact_changes(array(select id from changed limit 1001));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.work_booking_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and upper_inf(old.recorded) and not upper_inf(new.recorded) and lower(new.recorded) = lower(old.recorded)
     and to_jsonb(new) - 'recorded' = to_jsonb(old) - 'recorded' then
    return new;
  end if;
  raise exception 'a booking is never rewritten: close what was recorded and record anew';
end $function$;

CREATE OR REPLACE FUNCTION public.work_entry_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.removed_at is null and new.removed_at is not null
     and to_jsonb(new) - array['removed_at', 'removed_by', 'removed_by_name']
       = to_jsonb(old) - array['removed_at', 'removed_by', 'removed_by_name'] then
    return new;
  end if;
  raise exception 'work is never rewritten or deleted: mark it removed and enter it anew';
end $function$;

create table account (
  id uuid not null,
  reference text,
  name text not null,
  name_key text not null,
  parent_id uuid,
  time_zone text not null,
  currency text not null,
  recorded_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES account(id),
  constraint account_check CHECK ((parent_id <> id)),
  constraint account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint account_name_check CHECK ((name <> ''::text))
);
CREATE INDEX account_name_key ON public.account USING btree (name_key);
CREATE INDEX account_name_like ON public.account USING gin (name_key gin_trgm_ops);
CREATE INDEX account_parent ON public.account USING btree (parent_id);
CREATE UNIQUE INDEX account_reference ON public.account USING btree (upper(reference));
CREATE TRIGGER facts_changed AFTER UPDATE ON public.account REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();
CREATE TRIGGER facts_gone AFTER DELETE ON public.account REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();

create table allowance (
  id text not null,
  contract_id uuid not null,
  plan_id uuid not null,
  key text not null,
  constraint allowance_pkey PRIMARY KEY (id),
  constraint allowance_contract_id_plan_id_key_key UNIQUE (contract_id, plan_id, key),
  constraint allowance_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint allowance_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint allowance_check CHECK ((id = ((((contract_id || '/'::text) || plan_id) || '/'::text) || key)))
);

create table allowance_alert (
  allowance_id text not null,
  bucket_key text not null,
  starts_on date not null,
  percent smallint not null,
  on_day date not null,
  recorded_at timestamp with time zone not null,
  constraint allowance_alert_pkey PRIMARY KEY (allowance_id, bucket_key, starts_on, percent),
  constraint allowance_alert_allowance_id_fkey FOREIGN KEY (allowance_id) REFERENCES allowance(id),
  constraint allowance_alert_percent_check CHECK ((percent = ANY (ARRAY[80, 100])))
);

create table allowance_entry (
  id bigint not null generated always as identity,
  allowance_id text not null,
  lot_id text not null,
  kind text not null,
  quantity bigint not null,
  on_day date not null,
  use_id uuid,
  event text not null,
  reason text,
  recorded_at timestamp with time zone not null,
  actor_id text not null,
  actor_name text not null,
  constraint allowance_entry_pkey PRIMARY KEY (id),
  constraint allowance_entry_allowance_id_fkey FOREIGN KEY (allowance_id) REFERENCES allowance(id),
  constraint allowance_entry_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES allowance_lot(id),
  constraint allowance_entry_check CHECK (((use_id IS NOT NULL) = (kind = ANY (ARRAY['hold'::text, 'release'::text, 'consume'::text, 'give_back'::text])))),
  constraint allowance_entry_check1 CHECK (((quantity > 0) OR (kind = ANY (ARRAY['grant'::text, 'carry_in'::text, 'adjust'::text, 'expire'::text])))),
  constraint allowance_entry_check2 CHECK (((reason IS NOT NULL) = (kind = ANY (ARRAY['top_up'::text, 'adjust'::text])))),
  constraint allowance_entry_kind_check CHECK ((kind = ANY (ARRAY['grant'::text, 'top_up'::text, 'carry_in'::text, 'adjust'::text, 'expire'::text, 'hold'::text, 'release'::text, 'consume'::text, 'give_back'::text]))),
  constraint allowance_entry_quantity_check CHECK ((quantity <> 0))
);
CREATE UNIQUE INDEX allowance_entry_by_hand ON public.allowance_entry USING btree (allowance_id, event) WHERE (kind = ANY (ARRAY['top_up'::text, 'adjust'::text]));
CREATE INDEX allowance_entry_day ON public.allowance_entry USING btree (allowance_id, on_day, id);
CREATE UNIQUE INDEX allowance_entry_once ON public.allowance_entry USING btree (allowance_id, use_id, event, lot_id, kind) WHERE (use_id IS NOT NULL);
CREATE INDEX allowance_entry_use ON public.allowance_entry USING btree (use_id) WHERE (use_id IS NOT NULL);
CREATE TRIGGER allowance_entry_append_only BEFORE DELETE OR UPDATE ON public.allowance_entry FOR EACH ROW EXECUTE FUNCTION allowance_entry_is_append_only();

create table allowance_hold (
  use_id uuid not null,
  allowance_id text not null,
  until timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint allowance_hold_pkey PRIMARY KEY (use_id, allowance_id),
  constraint allowance_hold_allowance_id_fkey FOREIGN KEY (allowance_id) REFERENCES allowance(id)
);
CREATE INDEX allowance_hold_open ON public.allowance_hold USING btree (until) WHERE (ended_at IS NULL);

create table allowance_lot (
  id text not null,
  allowance_id text not null,
  kind text not null,
  bucket_key text not null,
  limit_key text,
  starts_on date not null,
  ends_before date,
  granted_on date not null,
  granted bigint not null,
  expired bigint not null,
  held bigint not null,
  consumed bigint not null,
  constraint allowance_lot_pkey PRIMARY KEY (id),
  constraint allowance_lot_allowance_id_fkey FOREIGN KEY (allowance_id) REFERENCES allowance(id),
  constraint allowance_lot_check CHECK (((kind = 'limit'::text) = (limit_key IS NOT NULL))),
  constraint allowance_lot_consumed_check CHECK ((consumed >= 0)),
  constraint allowance_lot_held_check CHECK ((held >= 0)),
  constraint allowance_lot_kind_check CHECK ((kind = ANY (ARRAY['period'::text, 'carried'::text, 'top_up'::text, 'limit'::text, 'beyond'::text])))
);
CREATE INDEX allowance_lot_allowance ON public.allowance_lot USING btree (allowance_id);
CREATE TRIGGER allowance_lot_kept BEFORE DELETE OR UPDATE ON public.allowance_lot FOR EACH ROW EXECUTE FUNCTION allowance_lot_is_kept();
CREATE TRIGGER facts_added AFTER INSERT ON public.allowance_lot REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION allowance_facts_changed();
CREATE TRIGGER facts_changed AFTER UPDATE ON public.allowance_lot REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION allowance_facts_changed();

create table allowance_to_take_up (
  ticket_id uuid not null,
  constraint allowance_to_take_up_pkey PRIMARY KEY (ticket_id),
  constraint allowance_to_take_up_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id)
);

create table amendment (
  id uuid not null,
  contract_id uuid not null,
  kind text not null,
  effective_on date not null,
  payload jsonb not null,
  reason text not null,
  author_id text not null,
  recorded_at timestamp with time zone not null,
  reverses uuid,
  header jsonb,
  lines jsonb not null default '[]'::jsonb,
  author_name text not null,
  origin text not null default 'import'::text,
  constraint amendment_pkey PRIMARY KEY (id),
  constraint amendment_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint amendment_reverses_fkey FOREIGN KEY (reverses) REFERENCES amendment(id),
  constraint amendment_check CHECK (((kind = 'reverse'::text) = (reverses IS NOT NULL))),
  constraint amendment_kind_check CHECK ((kind = ANY (ARRAY['activate'::text, 'add'::text, 'remove'::text, 'replace'::text, 'move'::text, 'reprice'::text, 'extend'::text, 'shorten'::text, 'suspend'::text, 'resume'::text, 'cancel'::text, 'transfer'::text, 'correct'::text, 'several'::text, 'reverse'::text]))),
  constraint amendment_origin_check CHECK ((origin = ANY (ARRAY['import'::text, 'person'::text, 'key'::text]))),
  constraint amendment_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX amendment_contract ON public.amendment USING btree (contract_id, recorded_at);
CREATE INDEX amendment_reverses ON public.amendment USING btree (reverses) WHERE (reverses IS NOT NULL);
CREATE TRIGGER amendment_append_only BEFORE DELETE OR UPDATE ON public.amendment FOR EACH ROW EXECUTE FUNCTION amendment_is_append_only();

create table asset (
  id uuid not null,
  account_id uuid not null,
  site_id uuid,
  product_id uuid,
  parent_id uuid,
  version text,
  serial text,
  serial_plain text,
  serial_key text,
  tag text,
  tag_key text,
  environment text,
  status text not null default 'in_use'::text,
  installed_on date,
  recorded_at timestamp with time zone not null,
  known_since timestamp with time zone not null,
  constraint asset_pkey PRIMARY KEY (id),
  constraint asset_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint asset_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES asset(id),
  constraint asset_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint asset_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint asset_check CHECK ((parent_id <> id)),
  constraint asset_check1 CHECK (((serial_plain IS NOT NULL) OR (tag_key IS NOT NULL))),
  constraint asset_status_check CHECK ((status = ANY (ARRAY['in_use'::text, 'spare'::text, 'retired'::text])))
);
CREATE INDEX asset_account ON public.asset USING btree (account_id);
CREATE INDEX asset_listed ON public.asset USING btree (COALESCE(serial_plain, ('~'::text || tag_key)), id);
CREATE INDEX asset_product ON public.asset USING btree (product_id);
CREATE INDEX asset_serial_key ON public.asset USING btree (serial_key text_pattern_ops);
CREATE INDEX asset_serial_like ON public.asset USING gin (serial_key gin_trgm_ops);
CREATE UNIQUE INDEX asset_serial_plain ON public.asset USING btree (serial_plain);
CREATE INDEX asset_tag ON public.asset USING btree (tag_key text_pattern_ops);
CREATE UNIQUE INDEX asset_tag_key ON public.asset USING btree (account_id, tag_key);
CREATE TRIGGER facts_added AFTER INSERT ON public.asset REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION asset_facts_changed();
CREATE TRIGGER facts_changed AFTER UPDATE ON public.asset REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION asset_facts_changed();
CREATE TRIGGER facts_gone AFTER DELETE ON public.asset REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION asset_facts_changed();

create table asset_verification (
  id uuid not null,
  asset_id uuid not null,
  serial_plain text,
  verified_on date not null,
  note text not null default ''::text,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint asset_verification_pkey PRIMARY KEY (id),
  constraint asset_verification_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
);
CREATE INDEX asset_verification_asset ON public.asset_verification USING btree (asset_id, recorded_at);
CREATE TRIGGER asset_verification_append_only BEFORE DELETE OR UPDATE ON public.asset_verification FOR EACH ROW EXECUTE FUNCTION is_only_added_to();

create table auth_api_key (
  id uuid not null default uuidv7(),
  config_id text not null default 'default'::text,
  name text,
  start text,
  prefix text,
  key text not null,
  reference_id uuid not null,
  enabled boolean not null default true,
  expires_at timestamp with time zone,
  last_request timestamp with time zone,
  request_count integer not null default 0,
  remaining integer,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamp with time zone,
  rate_limit_enabled boolean not null default false,
  rate_limit_time_window integer,
  rate_limit_max integer,
  permissions text,
  metadata text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_api_key_pkey PRIMARY KEY (id),
  constraint auth_api_key_key_key UNIQUE (key),
  constraint auth_api_key_reference_id_fkey FOREIGN KEY (reference_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_api_key_reference ON public.auth_api_key USING btree (reference_id);

create table auth_credential (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_credential_pkey PRIMARY KEY (id),
  constraint auth_credential_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint auth_credential_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_credential_user ON public.auth_credential USING btree (user_id);

create table auth_session (
  id uuid not null default uuidv7(),
  token text not null,
  user_id uuid not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_session_pkey PRIMARY KEY (id),
  constraint auth_session_token_key UNIQUE (token),
  constraint auth_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_session_user ON public.auth_session USING btree (user_id);

create table auth_user (
  id uuid not null default uuidv7(),
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  role role not null,
  is_system boolean not null default false,
  contact_id uuid,
  account_id uuid,
  disabled_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_user_pkey PRIMARY KEY (id),
  constraint auth_user_contact_has_account CHECK (((role = 'contact'::role) = (account_id IS NOT NULL))),
  constraint auth_user_contact_id_only_of_contact CHECK (((contact_id IS NULL) OR (role = 'contact'::role))),
  constraint auth_user_name_check CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX auth_user_email ON public.auth_user USING btree (lower(email));

create table auth_verification (
  id uuid not null default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_verification_identifier ON public.auth_verification USING btree (identifier);

create table billing_result (
  run_id uuid not null,
  contract_id uuid not null,
  account_id uuid not null,
  contract_number text not null,
  currency text not null,
  charges integer not null,
  credits integer not null,
  charged_minor bigint not null,
  credited_minor bigint not null,
  tax_minor bigint not null,
  invoice_id uuid,
  credit_note_id uuid,
  problem_code text,
  problem text,
  constraint billing_result_pkey PRIMARY KEY (run_id, contract_id, account_id),
  constraint billing_result_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint billing_result_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint billing_result_credit_note_id_fkey FOREIGN KEY (credit_note_id) REFERENCES invoice(id),
  constraint billing_result_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint billing_result_run_id_fkey FOREIGN KEY (run_id) REFERENCES billing_run(id),
  constraint billing_result_credited_minor_check CHECK ((credited_minor <= 0))
);

create table billing_run (
  id uuid not null,
  through date not null,
  dry_run boolean not null,
  status text not null,
  cancel_asked boolean not null default false,
  actor_id text not null,
  actor_name text not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  contracts integer not null,
  looked_at integer not null default 0,
  problem text,
  runner bigint,
  constraint billing_run_pkey PRIMARY KEY (id),
  constraint billing_run_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX billing_run_listed ON public.billing_run USING btree (created_at DESC, id DESC);
CREATE INDEX billing_run_running ON public.billing_run USING btree (id) WHERE (status = 'running'::text);

create table billing_setting (
  only_row boolean not null default true,
  supplier_name text not null,
  supplier_address text not null,
  tax_number text not null,
  payment_details text not null,
  payment_days integer not null,
  time_zone text not null,
  changed_at timestamp with time zone not null default now(),
  changed_by text not null default 'Ambit'::text,
  constraint billing_setting_pkey PRIMARY KEY (only_row),
  constraint billing_setting_only_row_check CHECK (only_row),
  constraint billing_setting_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365))),
  constraint billing_setting_supplier_name_check CHECK ((supplier_name <> ''::text))
);

create table budget_terms (
  id uuid not null,
  contract_id uuid,
  currency text,
  from_month date not null,
  share_bp integer not null,
  hourly_rate_minor bigint,
  supersedes_later boolean not null default false,
  reason text not null,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint budget_terms_pkey PRIMARY KEY (id),
  constraint budget_terms_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint budget_terms_check CHECK (((contract_id IS NULL) OR (currency IS NULL))),
  constraint budget_terms_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint budget_terms_from_month_check CHECK ((EXTRACT(day FROM from_month) = (1)::numeric)),
  constraint budget_terms_hourly_rate_minor_check CHECK ((hourly_rate_minor > 0)),
  constraint budget_terms_reason_check CHECK ((reason <> ''::text)),
  constraint budget_terms_share_bp_check CHECK (((share_bp >= 0) AND (share_bp <= 10000)))
);
CREATE INDEX budget_terms_contract ON public.budget_terms USING btree (contract_id, recorded_at);
CREATE TRIGGER budget_terms_append_only BEFORE DELETE OR UPDATE ON public.budget_terms FOR EACH ROW EXECUTE FUNCTION budget_terms_are_append_only();

create table clock_event (
  id uuid not null,
  target_id uuid not null,
  ordinal integer not null,
  kind text not null,
  at timestamp with time zone not null,
  detail jsonb not null default '{}'::jsonb,
  constraint clock_event_pkey PRIMARY KEY (id),
  constraint clock_event_target_id_ordinal_key UNIQUE (target_id, ordinal),
  constraint clock_event_target_id_fkey FOREIGN KEY (target_id) REFERENCES ticket_target(id),
  constraint clock_event_kind_check CHECK ((kind = ANY (ARRAY['started'::text, 'paused'::text, 'resumed'::text, 'met'::text, 'breached'::text, 'retargeted'::text])))
);

create table contact (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  name_key text not null,
  email text,
  email_key text,
  phone text,
  phone_key text,
  named_caller boolean not null default false,
  recorded_at timestamp with time zone not null,
  constraint contact_pkey PRIMARY KEY (id),
  constraint contact_account_id_email_key_key UNIQUE (account_id, email_key),
  constraint contact_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint contact_name_check CHECK ((name <> ''::text))
);
CREATE INDEX contact_email ON public.contact USING btree (email_key text_pattern_ops);
CREATE INDEX contact_name_like ON public.contact USING gin (name_key gin_trgm_ops);
CREATE INDEX contact_phone ON public.contact USING btree (phone_key);

create table contract (
  id uuid not null,
  number text not null,
  number_key text not null,
  account_id uuid not null,
  plan_id uuid not null,
  currency text not null,
  time_zone text not null,
  billing_every text not null,
  billing_timing text not null default 'advance'::text,
  starts_on date not null,
  ends_before date,
  signed_on date,
  cancelled_on date,
  renewal_of text,
  recorded_at timestamp with time zone not null,
  anchor_on date,
  anchor_day smallint,
  notice_days integer not null default 90,
  renewal_mode text not null default 'manual'::text,
  suspension_moves_end boolean not null default false,
  suspensions jsonb not null default '[]'::jsonb,
  accounts jsonb,
  revision integer not null default 1,
  constraint contract_pkey PRIMARY KEY (id),
  constraint contract_number_key_key UNIQUE (number_key),
  constraint contract_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint contract_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint contract_anchor_day_check CHECK (((anchor_day >= 1) AND (anchor_day <= 31))),
  constraint contract_billing_every_check CHECK ((billing_every = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text]))),
  constraint contract_billing_timing_check CHECK ((billing_timing = ANY (ARRAY['advance'::text, 'arrears'::text]))),
  constraint contract_check CHECK ((starts_on < ends_before)),
  constraint contract_check1 CHECK ((cancelled_on >= (starts_on - 1))),
  constraint contract_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint contract_notice_days_check CHECK ((notice_days >= 0)),
  constraint contract_number_check CHECK ((number <> ''::text)),
  constraint contract_renewal_mode_check CHECK ((renewal_mode = ANY (ARRAY['automatic'::text, 'manual'::text, 'ends'::text])))
);
CREATE INDEX contract_account ON public.contract USING btree (account_id);
CREATE INDEX contract_number_like ON public.contract USING gin (number_key gin_trgm_ops);
CREATE TRIGGER facts_changed AFTER UPDATE ON public.contract REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();
CREATE TRIGGER facts_gone AFTER DELETE ON public.contract REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();

create table contract_change (
  id uuid not null,
  contract_id uuid not null,
  line_id uuid,
  field text not null,
  before text,
  after text,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint contract_change_pkey PRIMARY KEY (id),
  constraint contract_change_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint contract_change_line_id_fkey FOREIGN KEY (line_id) REFERENCES contract_line(id),
  constraint contract_change_check CHECK (((field = 'tax_bp'::text) = (line_id IS NOT NULL))),
  constraint contract_change_check1 CHECK ((before IS DISTINCT FROM after)),
  constraint contract_change_field_check CHECK ((field = ANY (ARRAY['notice_days'::text, 'renewal_mode'::text, 'renewal_of'::text, 'tax_bp'::text])))
);
CREATE INDEX contract_change_contract ON public.contract_change USING btree (contract_id, recorded_at);

create table contract_draft (
  contract_id uuid not null,
  covers jsonb not null,
  constraint contract_draft_pkey PRIMARY KEY (contract_id),
  constraint contract_draft_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id)
);

create table contract_file (
  id uuid not null,
  contract_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  digest text not null,
  shared boolean not null default false,
  added_at timestamp with time zone not null,
  author_id text not null,
  author_name text not null,
  removed_at timestamp with time zone,
  removed_by text,
  constraint contract_file_pkey PRIMARY KEY (id),
  constraint contract_file_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint contract_file_bytes_check CHECK ((bytes > 0)),
  constraint contract_file_check CHECK (((removed_at IS NULL) = (removed_by IS NULL))),
  constraint contract_file_name_check CHECK ((name <> ''::text))
);
CREATE INDEX contract_file_contract ON public.contract_file USING btree (contract_id, added_at DESC);

create table contract_file_part (
  file_id uuid not null,
  ordinal integer not null,
  content bytea not null,
  constraint contract_file_part_pkey PRIMARY KEY (file_id, ordinal),
  constraint contract_file_part_file_id_fkey FOREIGN KEY (file_id) REFERENCES contract_file(id)
);

create table contract_line (
  id uuid not null,
  contract_id uuid not null,
  number text not null,
  service text not null default 'support'::text,
  subject_kind text,
  asset_id uuid,
  product_id uuid,
  site_id uuid,
  covers_parts boolean not null default false,
  covers_sub_accounts boolean not null default false,
  starts_on date not null,
  ends_before date,
  removed_on date,
  tax_bp integer not null default 0,
  withdrawn boolean not null default false,
  constraint contract_line_pkey PRIMARY KEY (id),
  constraint contract_line_contract_id_number_key UNIQUE (contract_id, number),
  constraint contract_line_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint contract_line_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint contract_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint contract_line_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint contract_line_check CHECK ((starts_on < ends_before)),
  constraint contract_line_check1 CHECK (((subject_kind = 'asset'::text) = (asset_id IS NOT NULL))),
  constraint contract_line_check2 CHECK (((subject_kind = 'product'::text) = (product_id IS NOT NULL))),
  constraint contract_line_check3 CHECK (((subject_kind = 'site'::text) = (site_id IS NOT NULL))),
  constraint contract_line_check4 CHECK (((subject_kind IS NOT NULL) OR (num_nonnulls(asset_id, product_id, site_id) = 0))),
  constraint contract_line_number_check CHECK ((number <> ''::text)),
  constraint contract_line_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['asset'::text, 'product'::text, 'site'::text, 'account'::text]))),
  constraint contract_line_tax_bp_check CHECK (((tax_bp >= 0) AND (tax_bp <= 100000)))
);
CREATE INDEX contract_line_asset ON public.contract_line USING btree (asset_id);

create table contract_note (
  id uuid not null,
  contract_id uuid not null,
  body text not null,
  shared boolean not null default false,
  added_at timestamp with time zone not null,
  author_id text not null,
  author_name text not null,
  removed_at timestamp with time zone,
  removed_by text,
  constraint contract_note_pkey PRIMARY KEY (id),
  constraint contract_note_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint contract_note_body_check CHECK ((body <> ''::text)),
  constraint contract_note_check CHECK (((removed_at IS NULL) = (removed_by IS NULL)))
);
CREATE INDEX contract_note_contract ON public.contract_note USING btree (contract_id, added_at DESC);

create table contract_reconciliation (
  id uuid not null,
  contract_id uuid not null,
  reconciled_on date not null,
  note text not null default ''::text,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint contract_reconciliation_pkey PRIMARY KEY (id),
  constraint contract_reconciliation_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id)
);
CREATE INDEX contract_reconciliation_contract ON public.contract_reconciliation USING btree (contract_id, recorded_at);
CREATE TRIGGER contract_reconciliation_append_only BEFORE DELETE OR UPDATE ON public.contract_reconciliation FOR EACH ROW EXECUTE FUNCTION is_only_added_to();

create table coverage (
  id uuid not null,
  source text not null,
  account_id uuid not null,
  contract_id uuid,
  line_id uuid,
  subject_kind text not null,
  subject_id uuid not null,
  product_id uuid not null default '00000000-0000-0000-0000-000000000000'::uuid,
  covers_parts boolean not null default false,
  covers_sub_accounts boolean not null default false,
  service text not null,
  plan_id uuid not null,
  time_zone text not null,
  yearly_minor bigint not null default 0,
  valid daterange not null,
  end_reason text not null default 'term'::text,
  recorded tstzrange not null,
  amendment_id uuid,
  ended_by uuid,
  line_number text,
  suspended boolean not null default false,
  constraint coverage_pkey PRIMARY KEY (id),
  constraint coverage_never_overlaps EXCLUDE USING gist (subject_id WITH =, product_id WITH =, service WITH =, source WITH =, valid WITH &&, recorded WITH &&),
  constraint coverage_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint coverage_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES amendment(id),
  constraint coverage_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint coverage_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES amendment(id),
  constraint coverage_line_id_fkey FOREIGN KEY (line_id) REFERENCES contract_line(id),
  constraint coverage_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint coverage_check CHECK (((source = 'contract'::text) = (contract_id IS NOT NULL))),
  constraint coverage_check1 CHECK (((source = 'contract'::text) = (line_id IS NOT NULL))),
  constraint coverage_check2 CHECK (((source = 'contract'::text) = (amendment_id IS NOT NULL))),
  constraint coverage_check3 CHECK (((source = 'contract'::text) = (line_number IS NOT NULL))),
  constraint coverage_end_reason_check CHECK ((end_reason = ANY (ARRAY['term'::text, 'removed'::text, 'cancelled'::text]))),
  constraint coverage_recorded_check CHECK (((NOT isempty(recorded)) AND (NOT lower_inf(recorded)))),
  constraint coverage_source_check CHECK ((source = ANY (ARRAY['contract'::text, 'warranty'::text]))),
  constraint coverage_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['asset'::text, 'product'::text, 'site'::text, 'account'::text]))),
  constraint coverage_valid_check CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid)))),
  constraint coverage_yearly_minor_check CHECK ((yearly_minor >= 0))
);
CREATE INDEX coverage_account ON public.coverage USING btree (account_id) WHERE upper_inf(recorded);
CREATE INDEX coverage_contract ON public.coverage USING btree (contract_id) WHERE upper_inf(recorded);
CREATE INDEX coverage_contract_once ON public.coverage USING btree (contract_id) WHERE (NOT upper_inf(recorded));
CREATE INDEX coverage_line ON public.coverage USING btree (line_id);
CREATE INDEX coverage_subject ON public.coverage USING btree (subject_id) INCLUDE (id, account_id, contract_id, line_number, subject_kind, product_id, covers_parts, covers_sub_accounts, service, plan_id, time_zone, valid, end_reason, suspended) WHERE upper_inf(recorded);
CREATE INDEX coverage_subject_once ON public.coverage USING btree (subject_id) WHERE (NOT upper_inf(recorded));
CREATE TRIGGER coverage_append_only BEFORE DELETE OR UPDATE ON public.coverage FOR EACH ROW EXECUTE FUNCTION coverage_is_append_only();
CREATE TRIGGER facts_added AFTER INSERT ON public.coverage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION coverage_facts_changed();
CREATE TRIGGER facts_changed AFTER UPDATE ON public.coverage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION coverage_facts_changed();

create table decision (
  id uuid not null,
  question jsonb not null,
  facts jsonb not null,
  answer jsonb not null,
  outcome text not null,
  account_id uuid,
  asset_id uuid,
  contract_id uuid,
  actor_id text not null,
  decided_at timestamp with time zone not null,
  handled jsonb,
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint decision_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint decision_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint decision_outcome_check CHECK ((outcome = ANY (ARRAY['entitled'::text, 'not_entitled'::text, 'undecided'::text])))
);
CREATE INDEX decision_account ON public.decision USING btree (account_id, decided_at DESC);
CREATE INDEX decision_asset ON public.decision USING btree (asset_id, decided_at DESC);
CREATE INDEX decision_decided ON public.decision USING btree (decided_at, id);

create table decision_overturn (
  decision_id uuid not null,
  account_id uuid,
  reason text not null,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint decision_overturn_pkey PRIMARY KEY (decision_id),
  constraint decision_overturn_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint decision_overturn_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decision(id),
  constraint decision_overturn_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX decision_overturn_account ON public.decision_overturn USING btree (account_id, recorded_at);
CREATE TRIGGER decision_overturn_append_only BEFORE DELETE OR UPDATE ON public.decision_overturn FOR EACH ROW EXECUTE FUNCTION is_only_added_to();

create table document_series (
  series text not null,
  last integer not null,
  constraint document_series_pkey PRIMARY KEY (series),
  constraint document_series_last_check CHECK ((last > 0))
);

create table exception (
  id uuid not null,
  number bigint not null default nextval('exception_number'::regclass),
  ticket_id uuid not null,
  decision_id uuid not null,
  account_id uuid,
  asset_id uuid,
  serial text,
  reason text not null,
  handling text not null,
  approved_by text,
  approved_name text,
  opened_at timestamp with time zone not null,
  status text not null default 'open'::text,
  outcome_note text not null default ''::text,
  assignee_id text,
  closed_at timestamp with time zone,
  closed_by text,
  closed_name text,
  revision integer not null default 1,
  constraint exception_pkey PRIMARY KEY (id),
  constraint exception_number_key UNIQUE (number),
  constraint exception_ticket_id_key UNIQUE (ticket_id),
  constraint exception_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint exception_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint exception_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decision(id),
  constraint exception_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id),
  constraint exception_check CHECK (((approved_by IS NULL) = (approved_name IS NULL))),
  constraint exception_check1 CHECK (((status = 'open'::text) = (closed_at IS NULL))),
  constraint exception_handling_check CHECK ((handling = ANY (ARRAY['observe'::text, 'advise'::text, 'enforce'::text, 'bill'::text]))),
  constraint exception_reason_check CHECK ((reason <> ''::text)),
  constraint exception_status_check CHECK ((status = ANY (ARRAY['open'::text, 'renewed'::text, 'quoted'::text, 'written_off'::text, 'covered'::text])))
);
CREATE INDEX exception_account ON public.exception USING btree (account_id, opened_at);
CREATE INDEX exception_opened ON public.exception USING btree (opened_at);

create view exception_month as
 SELECT e.id AS exception_id,
    e.account_id,
    e.handling,
    a.currency,
    done.month,
    done.minutes,
    (done.minutes * hourly_rate_of(a.currency, done.month) + 30) / 60 AS cost_minor
   FROM exception e
     LEFT JOIN account a ON a.id = e.account_id
     CROSS JOIN LATERAL ( SELECT date_trunc('month'::text, b.booked_on::timestamp without time zone)::date AS month,
            sum(w.minutes) AS minutes
           FROM work_entry w
             JOIN work_booking b ON b.entry_id = w.id AND upper_inf(b.recorded) AND b.kind = 'exception'::text
          WHERE w.ticket_id = e.ticket_id AND w.removed_at IS NULL
          GROUP BY (date_trunc('month'::text, b.booked_on::timestamp without time zone)::date)) done;

create table fact_change (
  xid xid8 not null default pg_current_xact_id(),
  id uuid,
  serial_key text
);
CREATE INDEX fact_change_xid ON public.fact_change USING btree (xid);

create table goodwill_budget (
  id uuid not null,
  account_id uuid not null,
  version integer not null,
  budget_minor bigint,
  currency text not null,
  reason text not null,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint goodwill_budget_pkey PRIMARY KEY (id),
  constraint goodwill_budget_account_id_version_key UNIQUE (account_id, version),
  constraint goodwill_budget_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint goodwill_budget_budget_minor_check CHECK ((budget_minor >= 0)),
  constraint goodwill_budget_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint goodwill_budget_reason_check CHECK ((reason <> ''::text)),
  constraint goodwill_budget_version_check CHECK ((version >= 1))
);
CREATE TRIGGER goodwill_budget_append_only BEFORE DELETE OR UPDATE ON public.goodwill_budget FOR EACH ROW EXECUTE FUNCTION is_only_added_to();

create table idempotency_key (
  actor_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  headers jsonb not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_key_created ON public.idempotency_key USING btree (created_at);

create table import (
  id uuid not null,
  status text not null,
  actor_id text not null,
  actor_name text not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  report jsonb,
  problem text,
  runner bigint,
  constraint import_pkey PRIMARY KEY (id),
  constraint import_status_check CHECK ((status = ANY (ARRAY['uploaded'::text, 'checking'::text, 'checked'::text, 'applying'::text, 'applied'::text, 'cancelled'::text, 'failed'::text])))
);

create table import_file (
  id uuid not null,
  import_id uuid not null,
  name text not null,
  content bytea not null,
  digest text not null,
  sheets jsonb not null,
  constraint import_file_pkey PRIMARY KEY (id),
  constraint import_file_import_id_fkey FOREIGN KEY (import_id) REFERENCES import(id)
);
CREATE INDEX import_file_import ON public.import_file USING btree (import_id);

create table import_mapping (
  headings_key text not null,
  kind text not null,
  mapping jsonb not null,
  changed_at timestamp with time zone not null,
  constraint import_mapping_pkey PRIMARY KEY (headings_key)
);

create table installation (
  only_row boolean not null default true,
  id uuid not null default uuidv7(),
  secret text not null,
  is_demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint installation_pkey PRIMARY KEY (only_row),
  constraint installation_only_row_check CHECK (only_row)
);

create table invoice (
  id uuid not null,
  kind text not null,
  series text not null,
  ordinal integer not null,
  number text not null,
  contract_id uuid not null,
  account_id uuid not null,
  currency text not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  issued_on date not null,
  payable_by date,
  starts_on date not null,
  ends_before date not null,
  lines integer not null,
  supplier jsonb not null,
  customer jsonb not null,
  contract_number text not null,
  reason text,
  run_id uuid,
  author_id text not null,
  author_name text not null,
  posted_at timestamp with time zone not null,
  constraint invoice_pkey PRIMARY KEY (id),
  constraint invoice_number_key UNIQUE (number),
  constraint invoice_series_ordinal_key UNIQUE (series, ordinal),
  constraint invoice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint invoice_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint invoice_run_id_fkey FOREIGN KEY (run_id) REFERENCES billing_run(id),
  constraint invoice_check CHECK (((kind = 'invoice'::text) = (payable_by IS NOT NULL))),
  constraint invoice_check1 CHECK ((starts_on < ends_before)),
  constraint invoice_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))),
  constraint invoice_lines_check CHECK ((lines > 0))
);
CREATE INDEX invoice_account ON public.invoice USING btree (account_id, posted_at DESC);
CREATE INDEX invoice_contract ON public.invoice USING btree (contract_id, posted_at DESC);
CREATE INDEX invoice_listed ON public.invoice USING btree (posted_at DESC, id DESC);
CREATE INDEX invoice_run ON public.invoice USING btree (run_id);
CREATE TRIGGER invoice_immutable BEFORE DELETE OR UPDATE ON public.invoice FOR EACH ROW EXECUTE FUNCTION document_is_immutable();

create table invoice_line (
  id uuid not null,
  invoice_id uuid not null,
  ordinal integer not null,
  contract_id uuid not null,
  kind text not null,
  key text not null,
  charge_id uuid,
  line_id uuid not null,
  line_number text not null,
  service text not null,
  subject text not null,
  subject_kind text not null,
  asset_id uuid,
  title text not null,
  detail text not null,
  amendment_id uuid,
  starts_on date not null,
  ends_before date not null,
  period_starts_on date not null,
  period_ends_before date not null,
  price_minor bigint not null,
  numerator integer not null,
  denominator integer not null,
  amount_minor bigint not null,
  withheld_minor bigint not null default 0,
  tax_bp integer not null,
  tax_minor bigint not null,
  constraint invoice_line_pkey PRIMARY KEY (id),
  constraint invoice_line_invoice_id_ordinal_key UNIQUE (invoice_id, ordinal),
  constraint invoice_line_key_key UNIQUE (key),
  constraint invoice_line_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES amendment(id),
  constraint invoice_line_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint invoice_line_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES invoice_line(id),
  constraint invoice_line_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint invoice_line_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint invoice_line_line_id_fkey FOREIGN KEY (line_id) REFERENCES contract_line(id),
  constraint invoice_line_check CHECK (((period_starts_on <= starts_on) AND (starts_on < ends_before) AND (ends_before <= period_ends_before))),
  constraint invoice_line_check1 CHECK (((kind = 'charge'::text) = (charge_id IS NULL))),
  constraint invoice_line_check2 CHECK (
CASE
    WHEN (kind = 'charge'::text) THEN ((amount_minor >= 0) AND (tax_minor >= 0))
    ELSE ((amount_minor <= 0) AND (tax_minor <= 0))
END),
  constraint invoice_line_kind_check CHECK ((kind = ANY (ARRAY['charge'::text, 'credit'::text, 'goodwill'::text]))),
  constraint invoice_line_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['asset'::text, 'product'::text, 'site'::text, 'account'::text]))),
  constraint invoice_line_tax_bp_check CHECK (((tax_bp >= 0) AND (tax_bp <= 100000))),
  constraint invoice_line_withheld_minor_check CHECK ((withheld_minor >= 0))
);
CREATE INDEX invoice_line_asset ON public.invoice_line USING btree (asset_id);
CREATE INDEX invoice_line_charge ON public.invoice_line USING btree (charge_id) WHERE (charge_id IS NOT NULL);
CREATE INDEX invoice_line_period ON public.invoice_line USING btree (contract_id, period_ends_before) INCLUDE (period_starts_on, amount_minor, line_id);
CREATE INDEX invoice_line_subject ON public.invoice_line USING btree (contract_id, subject);
CREATE TRIGGER invoice_line_immutable BEFORE DELETE OR UPDATE ON public.invoice_line FOR EACH ROW EXECUTE FUNCTION document_is_immutable();
CREATE TRIGGER invoice_line_within_charge AFTER INSERT ON public.invoice_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION credit_stays_within_charge();

create table message (
  id uuid not null,
  ticket_id uuid not null,
  ordinal integer not null,
  kind text not null,
  body text not null,
  author_id text,
  author_name text not null,
  at timestamp with time zone not null,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_ticket_id_ordinal_key UNIQUE (ticket_id, ordinal),
  constraint message_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['description'::text, 'reply'::text, 'customer_reply'::text, 'note'::text, 'event'::text, 'notice'::text])))
);

create table outbox (
  id uuid not null,
  queue text not null,
  payload jsonb not null,
  due_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at, id);

create table plan (
  id uuid not null,
  name text not null,
  name_key text not null,
  retired_at timestamp with time zone,
  revision integer not null default 1,
  constraint plan_pkey PRIMARY KEY (id),
  constraint plan_name_key_key UNIQUE (name_key),
  constraint plan_name_check CHECK ((name <> ''::text))
);
CREATE TRIGGER facts_changed AFTER INSERT OR DELETE OR UPDATE ON public.plan FOR EACH STATEMENT EXECUTE FUNCTION plan_facts_changed();

create table plan_template (
  id uuid not null,
  name text not null,
  name_key text not null,
  description text not null,
  terms jsonb not null,
  built_in boolean not null default false,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint plan_template_pkey PRIMARY KEY (id),
  constraint plan_template_name_key_key UNIQUE (name_key),
  constraint plan_template_name_check CHECK ((name <> ''::text))
);

create table plan_version (
  id uuid not null,
  plan_id uuid not null,
  version integer not null,
  effective_on date not null,
  terms jsonb not null,
  recorded_at timestamp with time zone not null,
  reason text not null default 'as installed'::text,
  author_id text not null default '00000000-0000-7000-8000-000000000000'::text,
  author_name text not null default 'Ambit'::text,
  constraint plan_version_pkey PRIMARY KEY (id),
  constraint plan_version_plan_id_version_key UNIQUE (plan_id, version),
  constraint plan_version_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint plan_version_reason_check CHECK ((reason <> ''::text))
);
CREATE TRIGGER facts_changed AFTER INSERT OR DELETE OR UPDATE ON public.plan_version FOR EACH STATEMENT EXECUTE FUNCTION plan_facts_changed();
CREATE TRIGGER plan_version_kept BEFORE DELETE OR UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION plan_version_is_kept();

create table policy_version (
  id uuid not null,
  version integer not null,
  policy jsonb not null,
  reason text not null,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint policy_version_pkey PRIMARY KEY (id),
  constraint policy_version_version_key UNIQUE (version),
  constraint policy_version_reason_check CHECK ((reason <> ''::text)),
  constraint policy_version_version_check CHECK ((version >= 1))
);
CREATE TRIGGER policy_version_append_only BEFORE DELETE OR UPDATE ON public.policy_version FOR EACH ROW EXECUTE FUNCTION is_only_added_to();

create table product (
  id uuid not null,
  parent_id uuid,
  kind text not null,
  maker text not null default ''::text,
  maker_key text not null default ''::text,
  name text not null,
  name_key text not null,
  slug text,
  part_number text,
  part_key text,
  category text,
  recorded_at timestamp with time zone not null,
  constraint product_pkey PRIMARY KEY (id),
  constraint product_maker_key_name_key_key UNIQUE (maker_key, name_key),
  constraint product_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES product(id),
  constraint product_check CHECK ((parent_id <> id)),
  constraint product_kind_check CHECK ((kind = ANY (ARRAY['application'::text, 'package'::text, 'module'::text, 'session'::text, 'hardware'::text]))),
  constraint product_name_check CHECK ((name <> ''::text))
);
CREATE INDEX product_name ON public.product USING btree (name_key);
CREATE INDEX product_name_like ON public.product USING gin (name_key gin_trgm_ops);
CREATE INDEX product_part ON public.product USING btree (part_key);
CREATE UNIQUE INDEX product_slug ON public.product USING btree (slug);
CREATE TRIGGER facts_changed AFTER UPDATE ON public.product REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();
CREATE TRIGGER facts_gone AFTER DELETE ON public.product REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();

create table product_version (
  id uuid not null,
  product_id uuid not null,
  name text not null,
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
  constraint product_version_pkey PRIMARY KEY (id),
  constraint product_version_product_id_name_key UNIQUE (product_id, name),
  constraint product_version_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint product_version_name_check CHECK ((name <> ''::text))
);

create table ranking_version (
  version integer not null,
  ranking jsonb not null,
  reason text not null,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint ranking_version_pkey PRIMARY KEY (version),
  constraint ranking_version_reason_check CHECK ((reason <> ''::text))
);

create table setting (
  only_row boolean not null default true,
  default_plan_id uuid,
  ranking jsonb not null,
  constraint setting_pkey PRIMARY KEY (only_row),
  constraint setting_default_plan_id_fkey FOREIGN KEY (default_plan_id) REFERENCES plan(id),
  constraint setting_only_row_check CHECK (only_row)
);
CREATE TRIGGER facts_changed AFTER INSERT OR DELETE OR UPDATE ON public.setting FOR EACH STATEMENT EXECUTE FUNCTION plan_facts_changed();

create table site (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  name_key text not null,
  constraint site_pkey PRIMARY KEY (id),
  constraint site_account_id_name_key_key UNIQUE (account_id, name_key),
  constraint site_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint site_name_check CHECK ((name <> ''::text))
);
CREATE TRIGGER facts_changed AFTER UPDATE ON public.site REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();
CREATE TRIGGER facts_gone AFTER DELETE ON public.site REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION record_facts_changed();

create table task (
  id uuid not null,
  kind text not null,
  account_id uuid,
  asset_id uuid,
  ticket_id uuid,
  exception_id uuid,
  title text not null,
  detail text not null default ''::text,
  status text not null default 'open'::text,
  assignee_id text,
  due_on date,
  note text not null default ''::text,
  opened_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by text,
  done_name text,
  revision integer not null default 1,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint task_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint task_exception_id_fkey FOREIGN KEY (exception_id) REFERENCES exception(id),
  constraint task_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id),
  constraint task_check CHECK (((status = 'done'::text) = (done_at IS NOT NULL))),
  constraint task_kind_check CHECK ((kind = ANY (ARRAY['renewal'::text, 'identify'::text, 'undecided'::text]))),
  constraint task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text]))),
  constraint task_title_check CHECK ((title <> ''::text))
);
CREATE UNIQUE INDEX task_of_ticket ON public.task USING btree (ticket_id, kind);
CREATE INDEX task_open ON public.task USING btree (due_on, id) WHERE (status = 'open'::text);

create table ticket (
  id uuid not null,
  number bigint not null default nextval('ticket_number'::regclass),
  subject text not null,
  account_id uuid,
  contact_id uuid,
  asset_id uuid,
  product_id uuid,
  contract_id uuid,
  channel text not null,
  severity smallint not null,
  status text not null,
  status_since timestamp with time zone not null,
  assignee_id text,
  outcome text not null,
  decision_id uuid not null,
  opened_at timestamp with time zone not null,
  opened_by text not null,
  changed_at timestamp with time zone not null,
  revision integer not null default 1,
  next_due_at timestamp with time zone,
  merged_into uuid,
  handling text,
  held text,
  overridden boolean not null default false,
  chosen_coverage_id uuid,
  constraint ticket_pkey PRIMARY KEY (id),
  constraint ticket_number_key UNIQUE (number),
  constraint ticket_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint ticket_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint ticket_chosen_coverage_id_fkey FOREIGN KEY (chosen_coverage_id) REFERENCES coverage(id),
  constraint ticket_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id),
  constraint ticket_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint ticket_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decision(id),
  constraint ticket_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES ticket(id),
  constraint ticket_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint ticket_channel_check CHECK ((channel = ANY (ARRAY['portal'::text, 'email'::text, 'phone'::text, 'fax'::text, 'api'::text, 'chat'::text]))),
  constraint ticket_check CHECK (((merged_into IS NULL) OR (status = 'closed'::text))),
  constraint ticket_check1 CHECK (((held IS NULL) OR (NOT overridden))),
  constraint ticket_handling_check CHECK ((handling = ANY (ARRAY['observe'::text, 'advise'::text, 'enforce'::text, 'bill'::text]))),
  constraint ticket_held_check CHECK ((held = ANY (ARRAY['not_covered'::text, 'quote'::text]))),
  constraint ticket_outcome_check CHECK ((outcome = ANY (ARRAY['entitled'::text, 'not_entitled'::text, 'undecided'::text]))),
  constraint ticket_severity_check CHECK (((severity >= 1) AND (severity <= 4))),
  constraint ticket_status_check CHECK ((status = ANY (ARRAY['new'::text, 'on_hand'::text, 'waiting_customer'::text, 'waiting_vendor'::text, 'solved'::text, 'closed'::text, 'cancelled'::text]))),
  constraint ticket_subject_check CHECK ((subject <> ''::text))
);
CREATE INDEX ticket_account ON public.ticket USING btree (account_id, opened_at DESC);
CREATE INDEX ticket_asset ON public.ticket USING btree (asset_id, opened_at DESC);
CREATE INDEX ticket_by_decision ON public.ticket USING btree (decision_id);
CREATE INDEX ticket_contract ON public.ticket USING btree (contract_id, opened_at);
CREATE INDEX ticket_held ON public.ticket USING btree (opened_at) WHERE (held IS NOT NULL);
CREATE INDEX ticket_merged_into ON public.ticket USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX ticket_open ON public.ticket USING btree (next_due_at) WHERE (status <> ALL (ARRAY['solved'::text, 'closed'::text, 'cancelled'::text]));
CREATE INDEX ticket_opened ON public.ticket USING btree (opened_at DESC);
CREATE INDEX ticket_subject_like ON public.ticket USING gin (lower(subject) gin_trgm_ops);
CREATE INDEX ticket_undecided ON public.ticket USING btree (opened_at) WHERE (outcome = 'undecided'::text);

create table ticket_decision (
  ticket_id uuid not null,
  ordinal integer not null,
  decision_id uuid not null,
  cause text not null,
  taken boolean not null,
  changes jsonb not null default '[]'::jsonb,
  coverage_id uuid,
  reason text,
  author_id text not null,
  author_name text not null,
  at timestamp with time zone not null,
  constraint ticket_decision_pkey PRIMARY KEY (ticket_id, ordinal),
  constraint ticket_decision_coverage_id_fkey FOREIGN KEY (coverage_id) REFERENCES coverage(id),
  constraint ticket_decision_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decision(id),
  constraint ticket_decision_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id),
  constraint ticket_decision_cause_check CHECK ((cause = ANY (ARRAY['opened'::text, 'changed'::text, 'chosen'::text, 'overridden'::text]))),
  constraint ticket_decision_check CHECK (((cause = ANY (ARRAY['chosen'::text, 'overridden'::text])) = (reason IS NOT NULL))),
  constraint ticket_decision_check1 CHECK (((cause = 'chosen'::text) = (coverage_id IS NOT NULL)))
);
CREATE INDEX ticket_decision_decision ON public.ticket_decision USING btree (decision_id);

create table ticket_target (
  id uuid not null,
  ticket_id uuid not null,
  name text not null,
  terms jsonb not null,
  calendar jsonb not null,
  due_at timestamp with time zone,
  met_at timestamp with time zone,
  constraint ticket_target_pkey PRIMARY KEY (id),
  constraint ticket_target_ticket_id_name_key UNIQUE (ticket_id, name),
  constraint ticket_target_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id)
);

create table tier_decline (
  id uuid not null,
  rule_id uuid not null,
  contract_id uuid not null,
  from_plan_id uuid not null,
  to_plan_id uuid not null,
  declined_on date not null,
  reason text not null,
  author_id text not null,
  author_name text not null,
  recorded_at timestamp with time zone not null,
  constraint tier_decline_pkey PRIMARY KEY (id),
  constraint tier_decline_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint tier_decline_from_plan_id_fkey FOREIGN KEY (from_plan_id) REFERENCES plan(id),
  constraint tier_decline_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES tier_rule(id),
  constraint tier_decline_to_plan_id_fkey FOREIGN KEY (to_plan_id) REFERENCES plan(id),
  constraint tier_decline_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX tier_decline_contract ON public.tier_decline USING btree (contract_id);

create table tier_rule (
  id uuid not null,
  key text not null,
  noun text not null,
  counts jsonb not null,
  moves jsonb not null,
  tiers jsonb not null,
  active boolean not null default true,
  revision integer not null default 1,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  changed_by_name text not null,
  constraint tier_rule_pkey PRIMARY KEY (id),
  constraint tier_rule_key_key UNIQUE (key),
  constraint tier_rule_key_check CHECK ((key ~ '^[a-z0-9-]+$'::text)),
  constraint tier_rule_noun_check CHECK ((noun <> ''::text))
);

create table work_booking (
  id uuid not null,
  entry_id uuid not null,
  kind text not null,
  contract_id uuid,
  account_id uuid,
  booked_on date not null,
  rule text not null,
  reason text not null,
  amendment_id uuid,
  recorded tstzrange not null,
  plan_id uuid,
  constraint work_booking_pkey PRIMARY KEY (id),
  constraint work_booking_entry_id_recorded_excl EXCLUDE USING gist (entry_id WITH =, recorded WITH &&),
  constraint work_booking_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint work_booking_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES amendment(id),
  constraint work_booking_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract(id),
  constraint work_booking_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES work_entry(id),
  constraint work_booking_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint work_booking_check CHECK (((kind = 'project'::text) = (contract_id IS NOT NULL))),
  constraint work_booking_kind_check CHECK ((kind = ANY (ARRAY['project'::text, 'warranty'::text, 'exception'::text]))),
  constraint work_booking_recorded_check CHECK (((NOT isempty(recorded)) AND (NOT lower_inf(recorded))))
);
CREATE INDEX work_booking_account ON public.work_booking USING btree (account_id, booked_on);
CREATE INDEX work_booking_contract ON public.work_booking USING btree (contract_id, booked_on);
CREATE UNIQUE INDEX work_booking_entry ON public.work_booking USING btree (entry_id) WHERE upper_inf(recorded);
CREATE TRIGGER work_booking_append_only BEFORE DELETE OR UPDATE ON public.work_booking FOR EACH ROW EXECUTE FUNCTION work_booking_is_append_only();

create table work_entry (
  id uuid not null,
  ticket_id uuid not null,
  worker_id text not null,
  worker_name text not null,
  worked_on date not null,
  started_at timestamp with time zone,
  minutes integer not null,
  note text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  recorded_by_name text not null,
  removed_at timestamp with time zone,
  removed_by text,
  removed_by_name text,
  kind text,
  constraint work_entry_pkey PRIMARY KEY (id),
  constraint work_entry_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id),
  constraint work_entry_check CHECK ((((removed_at IS NULL) = (removed_by IS NULL)) AND ((removed_at IS NULL) = (removed_by_name IS NULL)))),
  constraint work_entry_check1 CHECK ((removed_at >= recorded_at)),
  constraint work_entry_kind_check CHECK ((kind <> ''::text)),
  constraint work_entry_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440)))
);
CREATE INDEX work_entry_ticket ON public.work_entry USING btree (ticket_id, worked_on);
CREATE INDEX work_entry_worker ON public.work_entry USING btree (worker_id, worked_on) WHERE (removed_at IS NULL);
CREATE TRIGGER work_entry_kept BEFORE DELETE OR UPDATE ON public.work_entry FOR EACH ROW EXECUTE FUNCTION work_entry_is_kept();
