// Generated from db/migrations by `npm run generate`. How values are read: src/server/platform/db/values.ts.
import type { ColumnType, GeneratedAlways } from "kysely";

/** What the database fills in when it is left out. */
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;
export type Numeric = ColumnType<string, string | number, string | number>;
export type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
export type Timestamp = ColumnType<Temporal.Instant, Temporal.Instant | string, Temporal.Instant | string>;
export type Day = ColumnType<string, string | Temporal.PlainDate, string | Temporal.PlainDate>;

export type Role = "administrator" | "agent" | "finance" | "sales" | "manager" | "auditor" | "contact";

export interface AccountTable {
  id: string;
  reference: string | null;
  name: string;
  name_key: string;
  parent_id: string | null;
  time_zone: string;
  currency: string;
  recorded_at: Timestamp;
}

export interface AllowanceTable {
  id: string;
  contract_id: string;
  plan_id: string;
  key: string;
}

export interface AllowanceAlertTable {
  allowance_id: string;
  bucket_key: string;
  starts_on: Day;
  percent: number;
  on_day: Day;
  recorded_at: Timestamp;
}

export interface AllowanceEntryTable {
  id: GeneratedAlways<bigint>;
  allowance_id: string;
  lot_id: string;
  kind: string;
  quantity: Int8;
  on_day: Day;
  use_id: string | null;
  event: string;
  reason: string | null;
  recorded_at: Timestamp;
  actor_id: string;
  actor_name: string;
}

export interface AllowanceHoldTable {
  use_id: string;
  allowance_id: string;
  until: Timestamp;
  ended_at: Timestamp | null;
}

export interface AllowanceLotTable {
  id: string;
  allowance_id: string;
  kind: string;
  bucket_key: string;
  limit_key: string | null;
  starts_on: Day;
  ends_before: Day | null;
  granted_on: Day;
  granted: Int8;
  expired: Int8;
  held: Int8;
  consumed: Int8;
}

export interface AllowanceToTakeUpTable {
  ticket_id: string;
}

export interface AmendmentTable {
  id: string;
  contract_id: string;
  kind: string;
  effective_on: Day;
  payload: unknown;
  reason: string;
  author_id: string;
  recorded_at: Timestamp;
  reverses: string | null;
  header: unknown;
  lines: Generated<unknown>;
  author_name: string;
  origin: Generated<string>;
}

export interface AssetTable {
  id: string;
  account_id: string;
  site_id: string | null;
  product_id: string | null;
  parent_id: string | null;
  version: string | null;
  serial: string | null;
  serial_plain: string | null;
  serial_key: string | null;
  tag: string | null;
  tag_key: string | null;
  environment: string | null;
  status: Generated<string>;
  installed_on: Day | null;
  recorded_at: Timestamp;
  known_since: Timestamp;
}

export interface AssetVerificationTable {
  id: string;
  asset_id: string;
  serial_plain: string | null;
  verified_on: Day;
  note: Generated<string>;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface AuthApiKeyTable {
  id: Generated<string>;
  config_id: Generated<string>;
  name: string | null;
  start: string | null;
  prefix: string | null;
  key: string;
  reference_id: string;
  enabled: Generated<boolean>;
  expires_at: Timestamp | null;
  last_request: Timestamp | null;
  request_count: Generated<number>;
  remaining: number | null;
  refill_interval: number | null;
  refill_amount: number | null;
  last_refill_at: Timestamp | null;
  rate_limit_enabled: Generated<boolean>;
  rate_limit_time_window: number | null;
  rate_limit_max: number | null;
  permissions: string | null;
  metadata: string | null;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AuthCredentialTable {
  id: Generated<string>;
  user_id: string;
  provider_id: string;
  account_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Timestamp | null;
  refresh_token_expires_at: Timestamp | null;
  scope: string | null;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AuthSessionTable {
  id: Generated<string>;
  token: string;
  user_id: string;
  expires_at: Timestamp;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AuthUserTable {
  id: Generated<string>;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  role: Role;
  is_system: Generated<boolean>;
  contact_id: string | null;
  account_id: string | null;
  disabled_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AuthVerificationTable {
  id: Generated<string>;
  identifier: string;
  value: string;
  expires_at: Timestamp;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface BillingResultTable {
  run_id: string;
  contract_id: string;
  account_id: string;
  contract_number: string;
  currency: string;
  charges: number;
  credits: number;
  charged_minor: Int8;
  credited_minor: Int8;
  tax_minor: Int8;
  invoice_id: string | null;
  credit_note_id: string | null;
  problem_code: string | null;
  problem: string | null;
}

export interface BillingRunTable {
  id: string;
  through: Day;
  dry_run: boolean;
  status: string;
  cancel_asked: Generated<boolean>;
  actor_id: string;
  actor_name: string;
  created_at: Timestamp;
  finished_at: Timestamp | null;
  contracts: number;
  looked_at: Generated<number>;
  problem: string | null;
  runner: Int8 | null;
}

export interface BillingSettingTable {
  only_row: Generated<boolean>;
  supplier_name: string;
  supplier_address: string;
  tax_number: string;
  payment_details: string;
  payment_days: number;
  time_zone: string;
  changed_at: Generated<Timestamp>;
  changed_by: Generated<string>;
}

export interface BudgetTermsTable {
  id: string;
  contract_id: string | null;
  currency: string | null;
  from_month: Day;
  share_bp: number;
  hourly_rate_minor: Int8 | null;
  supersedes_later: Generated<boolean>;
  reason: string;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface ClockEventTable {
  id: string;
  target_id: string;
  ordinal: number;
  kind: string;
  at: Timestamp;
  detail: Generated<unknown>;
}

export interface ContactTable {
  id: string;
  account_id: string;
  name: string;
  name_key: string;
  email: string | null;
  email_key: string | null;
  phone: string | null;
  phone_key: string | null;
  named_caller: Generated<boolean>;
  recorded_at: Timestamp;
}

export interface ContractTable {
  id: string;
  number: string;
  number_key: string;
  account_id: string;
  plan_id: string;
  currency: string;
  time_zone: string;
  billing_every: string;
  billing_timing: Generated<string>;
  starts_on: Day;
  ends_before: Day | null;
  signed_on: Day | null;
  cancelled_on: Day | null;
  renewal_of: string | null;
  recorded_at: Timestamp;
  anchor_on: Day | null;
  anchor_day: number | null;
  notice_days: Generated<number>;
  renewal_mode: Generated<string>;
  suspension_moves_end: Generated<boolean>;
  suspensions: Generated<unknown>;
  accounts: unknown;
  revision: Generated<number>;
}

export interface ContractChangeTable {
  id: string;
  contract_id: string;
  line_id: string | null;
  field: string;
  before: string | null;
  after: string | null;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface ContractDraftTable {
  contract_id: string;
  covers: unknown;
}

export interface ContractFileTable {
  id: string;
  contract_id: string;
  name: string;
  media_type: string;
  bytes: Int8;
  digest: string;
  shared: Generated<boolean>;
  added_at: Timestamp;
  author_id: string;
  author_name: string;
  removed_at: Timestamp | null;
  removed_by: string | null;
}

export interface ContractFilePartTable {
  file_id: string;
  ordinal: number;
  content: Buffer;
}

export interface ContractLineTable {
  id: string;
  contract_id: string;
  number: string;
  service: Generated<string>;
  subject_kind: string | null;
  asset_id: string | null;
  product_id: string | null;
  site_id: string | null;
  covers_parts: Generated<boolean>;
  covers_sub_accounts: Generated<boolean>;
  starts_on: Day;
  ends_before: Day | null;
  removed_on: Day | null;
  tax_bp: Generated<number>;
  withdrawn: Generated<boolean>;
}

export interface ContractNoteTable {
  id: string;
  contract_id: string;
  body: string;
  shared: Generated<boolean>;
  added_at: Timestamp;
  author_id: string;
  author_name: string;
  removed_at: Timestamp | null;
  removed_by: string | null;
}

export interface ContractReconciliationTable {
  id: string;
  contract_id: string;
  reconciled_on: Day;
  note: Generated<string>;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface CoverageTable {
  id: string;
  source: string;
  account_id: string;
  contract_id: string | null;
  line_id: string | null;
  subject_kind: string;
  subject_id: string;
  product_id: Generated<string>;
  covers_parts: Generated<boolean>;
  covers_sub_accounts: Generated<boolean>;
  service: string;
  plan_id: string;
  time_zone: string;
  yearly_minor: Generated<Int8>;
  valid: string;
  end_reason: Generated<string>;
  recorded: string;
  amendment_id: string | null;
  ended_by: string | null;
  line_number: string | null;
  suspended: Generated<boolean>;
}

export interface DecisionTable {
  id: string;
  question: unknown;
  facts: unknown;
  answer: unknown;
  outcome: string;
  account_id: string | null;
  asset_id: string | null;
  contract_id: string | null;
  actor_id: string;
  decided_at: Timestamp;
  handled: unknown;
}

export interface DecisionOverturnTable {
  decision_id: string;
  account_id: string | null;
  reason: string;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface DocumentSeriesTable {
  series: string;
  last: number;
}

export interface ExceptionTable {
  id: string;
  number: Generated<Int8>;
  ticket_id: string;
  decision_id: string;
  account_id: string | null;
  asset_id: string | null;
  serial: string | null;
  reason: string;
  handling: string;
  approved_by: string | null;
  approved_name: string | null;
  opened_at: Timestamp;
  status: Generated<string>;
  outcome_note: Generated<string>;
  assignee_id: string | null;
  closed_at: Timestamp | null;
  closed_by: string | null;
  closed_name: string | null;
  revision: Generated<number>;
}

export interface ExceptionMonthTable {
  exception_id: string | null;
  account_id: string | null;
  handling: string | null;
  currency: string | null;
  month: string | null;
  minutes: bigint | null;
  cost_minor: bigint | null;
}

export interface FactChangeTable {
  xid: Generated<string>;
  id: string | null;
  serial_key: string | null;
}

export interface GoodwillBudgetTable {
  id: string;
  account_id: string;
  version: number;
  budget_minor: Int8 | null;
  currency: string;
  reason: string;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface IdempotencyKeyTable {
  actor_id: string;
  key: string;
  request_hash: string;
  status: number;
  headers: unknown;
  body: string;
  created_at: Timestamp;
}

export interface ImportTable {
  id: string;
  status: string;
  actor_id: string;
  actor_name: string;
  created_at: Timestamp;
  finished_at: Timestamp | null;
  report: unknown;
  problem: string | null;
  runner: Int8 | null;
}

export interface ImportFileTable {
  id: string;
  import_id: string;
  name: string;
  content: Buffer;
  digest: string;
  sheets: unknown;
}

export interface ImportMappingTable {
  headings_key: string;
  kind: string;
  mapping: unknown;
  changed_at: Timestamp;
}

export interface InstallationTable {
  only_row: Generated<boolean>;
  id: Generated<string>;
  secret: string;
  is_demo: Generated<boolean>;
  created_at: Generated<Timestamp>;
}

export interface InvoiceTable {
  id: string;
  kind: string;
  series: string;
  ordinal: number;
  number: string;
  contract_id: string;
  account_id: string;
  currency: string;
  net_minor: Int8;
  tax_minor: Int8;
  issued_on: Day;
  payable_by: Day | null;
  starts_on: Day;
  ends_before: Day;
  lines: number;
  supplier: unknown;
  customer: unknown;
  contract_number: string;
  reason: string | null;
  run_id: string | null;
  author_id: string;
  author_name: string;
  posted_at: Timestamp;
}

export interface InvoiceLineTable {
  id: string;
  invoice_id: string;
  ordinal: number;
  contract_id: string;
  kind: string;
  key: string;
  charge_id: string | null;
  line_id: string;
  line_number: string;
  service: string;
  subject: string;
  subject_kind: string;
  asset_id: string | null;
  title: string;
  detail: string;
  amendment_id: string | null;
  starts_on: Day;
  ends_before: Day;
  period_starts_on: Day;
  period_ends_before: Day;
  price_minor: Int8;
  numerator: number;
  denominator: number;
  amount_minor: Int8;
  withheld_minor: Generated<Int8>;
  tax_bp: number;
  tax_minor: Int8;
}

export interface MessageTable {
  id: string;
  ticket_id: string;
  ordinal: number;
  kind: string;
  body: string;
  author_id: string | null;
  author_name: string;
  at: Timestamp;
}

export interface OutboxTable {
  id: string;
  queue: string;
  payload: unknown;
  due_at: Timestamp;
  recorded_at: Timestamp;
}

export interface PlanTable {
  id: string;
  name: string;
  name_key: string;
  retired_at: Timestamp | null;
  revision: Generated<number>;
}

export interface PlanTemplateTable {
  id: string;
  name: string;
  name_key: string;
  description: string;
  terms: unknown;
  built_in: Generated<boolean>;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface PlanVersionTable {
  id: string;
  plan_id: string;
  version: number;
  effective_on: Day;
  terms: unknown;
  recorded_at: Timestamp;
  reason: Generated<string>;
  author_id: Generated<string>;
  author_name: Generated<string>;
}

export interface PolicyVersionTable {
  id: string;
  version: number;
  policy: unknown;
  reason: string;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface ProductTable {
  id: string;
  parent_id: string | null;
  kind: string;
  maker: Generated<string>;
  maker_key: Generated<string>;
  name: string;
  name_key: string;
  slug: string | null;
  part_number: string | null;
  part_key: string | null;
  category: string | null;
  recorded_at: Timestamp;
}

export interface ProductVersionTable {
  id: string;
  product_id: string;
  name: string;
  label: string | null;
  released_on: Day | null;
  active_support_ends_on: Day | null;
  active_support_ended: boolean | null;
  end_of_life_on: Day | null;
  end_of_life: boolean | null;
  extended_support_ends_on: Day | null;
  extended_support_ended: boolean | null;
  discontinued_on: Day | null;
  discontinued: boolean | null;
  long_term: boolean | null;
  latest: string | null;
  latest_on: Day | null;
}

export interface RankingVersionTable {
  version: number;
  ranking: unknown;
  reason: string;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface SettingTable {
  only_row: Generated<boolean>;
  default_plan_id: string | null;
  ranking: unknown;
}

export interface SiteTable {
  id: string;
  account_id: string;
  name: string;
  name_key: string;
}

export interface TaskTable {
  id: string;
  kind: string;
  account_id: string | null;
  asset_id: string | null;
  ticket_id: string | null;
  exception_id: string | null;
  title: string;
  detail: Generated<string>;
  status: Generated<string>;
  assignee_id: string | null;
  due_on: Day | null;
  note: Generated<string>;
  opened_at: Timestamp;
  done_at: Timestamp | null;
  done_by: string | null;
  done_name: string | null;
  revision: Generated<number>;
}

export interface TicketTable {
  id: string;
  number: Generated<Int8>;
  subject: string;
  account_id: string | null;
  contact_id: string | null;
  asset_id: string | null;
  product_id: string | null;
  contract_id: string | null;
  channel: string;
  severity: number;
  status: string;
  status_since: Timestamp;
  assignee_id: string | null;
  outcome: string;
  decision_id: string;
  opened_at: Timestamp;
  opened_by: string;
  changed_at: Timestamp;
  revision: Generated<number>;
  next_due_at: Timestamp | null;
  merged_into: string | null;
  handling: string | null;
  held: string | null;
  overridden: Generated<boolean>;
  chosen_coverage_id: string | null;
}

export interface TicketDecisionTable {
  ticket_id: string;
  ordinal: number;
  decision_id: string;
  cause: string;
  taken: boolean;
  changes: Generated<unknown>;
  coverage_id: string | null;
  reason: string | null;
  author_id: string;
  author_name: string;
  at: Timestamp;
}

export interface TicketTargetTable {
  id: string;
  ticket_id: string;
  name: string;
  terms: unknown;
  calendar: unknown;
  due_at: Timestamp | null;
  met_at: Timestamp | null;
}

export interface TierDeclineTable {
  id: string;
  rule_id: string;
  contract_id: string;
  from_plan_id: string;
  to_plan_id: string;
  declined_on: Day;
  reason: string;
  author_id: string;
  author_name: string;
  recorded_at: Timestamp;
}

export interface TierRuleTable {
  id: string;
  key: string;
  noun: string;
  counts: unknown;
  moves: unknown;
  tiers: unknown;
  active: Generated<boolean>;
  revision: Generated<number>;
  changed_at: Timestamp;
  changed_by: string;
  changed_by_name: string;
}

export interface WorkBookingTable {
  id: string;
  entry_id: string;
  kind: string;
  contract_id: string | null;
  account_id: string | null;
  booked_on: Day;
  rule: string;
  reason: string;
  amendment_id: string | null;
  recorded: string;
  plan_id: string | null;
}

export interface WorkEntryTable {
  id: string;
  ticket_id: string;
  worker_id: string;
  worker_name: string;
  worked_on: Day;
  started_at: Timestamp | null;
  minutes: number;
  note: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  removed_at: Timestamp | null;
  removed_by: string | null;
  removed_by_name: string | null;
  kind: string | null;
}

export interface DB {
  account: AccountTable;
  allowance: AllowanceTable;
  allowance_alert: AllowanceAlertTable;
  allowance_entry: AllowanceEntryTable;
  allowance_hold: AllowanceHoldTable;
  allowance_lot: AllowanceLotTable;
  allowance_to_take_up: AllowanceToTakeUpTable;
  amendment: AmendmentTable;
  asset: AssetTable;
  asset_verification: AssetVerificationTable;
  auth_api_key: AuthApiKeyTable;
  auth_credential: AuthCredentialTable;
  auth_session: AuthSessionTable;
  auth_user: AuthUserTable;
  auth_verification: AuthVerificationTable;
  billing_result: BillingResultTable;
  billing_run: BillingRunTable;
  billing_setting: BillingSettingTable;
  budget_terms: BudgetTermsTable;
  clock_event: ClockEventTable;
  contact: ContactTable;
  contract: ContractTable;
  contract_change: ContractChangeTable;
  contract_draft: ContractDraftTable;
  contract_file: ContractFileTable;
  contract_file_part: ContractFilePartTable;
  contract_line: ContractLineTable;
  contract_note: ContractNoteTable;
  contract_reconciliation: ContractReconciliationTable;
  coverage: CoverageTable;
  decision: DecisionTable;
  decision_overturn: DecisionOverturnTable;
  document_series: DocumentSeriesTable;
  exception: ExceptionTable;
  exception_month: ExceptionMonthTable;
  fact_change: FactChangeTable;
  goodwill_budget: GoodwillBudgetTable;
  idempotency_key: IdempotencyKeyTable;
  import: ImportTable;
  import_file: ImportFileTable;
  import_mapping: ImportMappingTable;
  installation: InstallationTable;
  invoice: InvoiceTable;
  invoice_line: InvoiceLineTable;
  message: MessageTable;
  outbox: OutboxTable;
  plan: PlanTable;
  plan_template: PlanTemplateTable;
  plan_version: PlanVersionTable;
  policy_version: PolicyVersionTable;
  product: ProductTable;
  product_version: ProductVersionTable;
  ranking_version: RankingVersionTable;
  setting: SettingTable;
  site: SiteTable;
  task: TaskTable;
  ticket: TicketTable;
  ticket_decision: TicketDecisionTable;
  ticket_target: TicketTargetTable;
  tier_decline: TierDeclineTable;
  tier_rule: TierRuleTable;
  work_booking: WorkBookingTable;
  work_entry: WorkEntryTable;
}
