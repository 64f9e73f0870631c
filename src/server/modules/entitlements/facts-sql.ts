/**
 * The one statement that brings everything a check needs, for one question or for hundreds. It is put together from the
 * clues that are given, so that a question by serial pays for nothing else; the few texts that come of it are prepared
 * once per connection.
 *
 * Every step goes from the keys of the step before to an index, record by record (`cross join lateral … limit`): there is
 * no other way to run it, so neither the size of the register nor stale statistics can turn it into a scan.
 *
 * Records come as parted text, a few texts to a row. That is a third of the work of rows and columns on both sides, and
 * half of JSON's; what a check costs is mostly this.
 */

import type { ClueKeys } from "./clue-keys.ts";
import { lotsByDay, lotsNow } from "./lots-text.ts";
import { maybe, record, records, typed } from "./parted-text.ts";

/** Records that one clue may fit before more would tell nothing: a phone shared by a department, a tag used by many accounts. */
export const maxMatches = 50;
/** Coverages of one subject, over all years. Where an account has more lines for products, the latest count. */
export const maxCoverages = 1000;
/** Sites of an account that are looked at when no asset is named. */
const maxSites = 200;
/** How far up a tree goes before it is taken for a circle. */
export const maxLevels = 20;

export type Wanted = {
  readonly keys: ClueKeys;
  /** The one account whose records may be found by clues, for a customer's contact; null: all. */
  readonly scope: string | null;
  /** What was recorded by then (COV9); null: what is believed now. */
  readonly knownAt: string | null;
  /** Plans that grant allowances, the days around those asked about, and whether what the ledger holds is wanted as it was on days past. */
  readonly allowances: {
    readonly planIds: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly byDay: boolean;
  };
  /** Whether to go all the way up from an asset to what it is part of, and from an account to those above it; else one step. */
  readonly climbs: boolean;
};

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/**
 * A row of the answer: one record, and what belongs to it as records of their own. `extract.ts` reads the values in the
 * order in which they stand here. There is always at least one row; it has no kind where no clue led anywhere.
 */
export type Row = {
  readonly kind: "asset" | "account" | "contact" | "contract" | "product" | null;
  readonly own: string | null;
  /** An asset's account. */
  readonly account: string | null;
  /** An asset's product, or the one asked for, then those above it. */
  readonly products: string | null;
  /** What could cover an asset or, where none is named, anything of an account. */
  readonly coverages: string | null;
  /** Changes whenever there is a new version of a plan, or the installation's settings change. */
  readonly state: string;
};

export function factsStatement({ keys, scope, knownAt, allowances, climbs }: Wanted): Statement {
  const parameters = new Parameters();
  const find = finder(scope, parameters);
  const asset = union(find(keys.serials, "asset", "serial_key = key"), find(keys.tags, "asset", "tag_key = key"));
  const contact = union(find(keys.emails, "contact", "email_key = key"), find(keys.phones, "contact", "phone_key = key"));
  const contract = find(keys.contracts, "contract", "number_key = key");
  const account = union(
    find(keys.accounts, "account", "name_key = key", "id"),
    find(keys.accounts, "account", "upper(reference) = upper(key)", "id"),
  );
  const product = productsAsked(keys.products, parameters);
  const accountIds = union(
    contact && "select account_id from contact_found",
    contract && "select account_id from contract_found",
    account && "select id from account_found",
  );

  const steps = [
    step("contact_found", contact),
    step("contract_found", contract),
    step("account_found", account),
    step("product_asked", product && `select f.id, b.ids, b.path from (${product}) f cross join lateral (${branch("f.id")}) b`),
  ];
  const asked = product && "(select array_agg(each) from product_asked p cross join unnest(p.ids) each)::uuid[]";
  // Where nothing can be covered, its parameters would be of no type to PostgreSQL.
  const coverages = asset || accountIds ? coveragesOf(knownAt, allowances, parameters) : () => "null";
  const rows = [
    asset && assetRows(asset, asked, coverages, climbs),
    accountIds && accountRows(accountIds, asked, coverages, climbs),
    contact && row("contact", contactValues, "contact_found"),
    contract && row("contract", contractValues, "contract_found"),
    product &&
      `select 'product' as kind, ${record("p.id", typed("p.name_key"), typed("p.slug"), typed("p.part_key"), typed("p.maker_key"))} as own, null as account,
      a.path as products, null as coverages from product_asked a cross join lateral (select * from product where id = a.id limit 1) p`,
  ].filter(Boolean);
  const named = steps.filter(Boolean).join(",\n");
  const found = rows.length === 0 ? row("asset", "null", "account where false") : rows.join("\nunion all\n");
  // The newest id alone would not tell of a version made by a server whose clock is behind, nor of a plan that was renamed.
  const versions = "select concat_ws(' ', max(id::text), sum(xmin::text::bigint)) from plan_version";
  const state = `concat_ws(' ', setting.xmin, (${versions}), (select sum(xmin::text::bigint) from plan))`;
  const text = `${named && `with ${named}\n`}select found.*, ${state} as state
from (values (1)) always left join setting on true left join lateral (${found}) found on true`;
  return { text, values: parameters.values };
}

const contactValues = record(
  "id",
  "account_id",
  typed("name"),
  typed("email"),
  typed("phone"),
  "named_caller",
  typed("email_key"),
  typed("phone_key"),
  "(select count(*) from contact o where o.account_id = contact_found.account_id and o.named_caller and o.id <= contact_found.id)",
);
/** The first day that a contract does not cover: its term's, or the day after its cancellation (COV3). */
const overOn = maybe("least(ends_before, cancelled_on + 1)");
/** Of a contract, read by `contractOf`. */
export const contractValues = record("id", typed("number"), "starts_on", overOn, "account_id", "time_zone");

/** The values of a statement, in the order of their places in it. */
class Parameters {
  readonly values: unknown[] = [];

  /** A sub-select hides the value from the planner: every execution looks alike to it, so that one plan serves them all. */
  add(value: unknown, type: string): string {
    return `(select $${this.values.push(value)}::${type})`;
  }
}

/** Finds records of a table by keys, or "" where there are no keys. */
function finder(scope: string | null, parameters: Parameters) {
  return (keys: readonly string[], table: string, condition: string, account = "account_id"): string => {
    if (keys.length === 0) return "";
    const confined = scope === null ? "" : ` and ${account} = ${parameters.add(scope, "uuid")}`;
    return `select f.* from unnest(${parameters.add(keys, "text[]")}) key
    cross join lateral (select * from ${table} where ${condition}${confined} limit ${maxMatches}) f`;
  };
}

/** The ids of products by name, slug, part number, or maker and name as one. */
function productsAsked(keys: readonly string[], parameters: Parameters): string {
  if (keys.length === 0) return "";
  const by = (condition: string): string =>
    `select f.id from unnest(${parameters.add(keys, "text[]")}) key cross join lateral (select id from product where ${condition} limit ${maxMatches}) f`;
  const parted = keys.flatMap((key) =>
    [...key.matchAll(/ /g)].map(({ index }) => [key.slice(0, index), key.slice(index + 1)] as const),
  );
  const makers = parameters.add(
    parted.map(([maker]) => maker),
    "text[]",
  );
  const names = parameters.add(
    parted.map(([, name]) => name),
    "text[]",
  );
  return union(
    by("name_key = key"),
    by("slug = key"),
    by("part_key = upper(regexp_replace(key, '[^[:alnum:]]', '', 'g'))"),
    `select f.id from unnest(${makers}, ${names}) k (maker, name)
    cross join lateral (select id from product where maker_key = k.maker and name_key = k.name limit 1) f`,
  );
}

/** Assets with everything that could cover them: themselves, what they are part of, their site, account and those above, their product and those above. */
function assetRows(found: string, asked: string, coverages: Coverages, climbs: boolean): string {
  const own = record(
    "a.id",
    "a.account_id",
    maybe("a.product_id"),
    maybe("a.site_id"),
    typed("(select name from site where id = a.site_id)"),
    typed("a.serial"),
    typed("a.tag"),
    typed("a.version"),
    typed("a.environment"),
    "a.status",
    maybe("a.serial_key"),
    maybe("a.tag_key"),
    maybe("array_to_string(up.wholes, ' ')"),
  );
  return `select 'asset' as kind, ${own} as own, ${accountRecord} as account, b.path as products,
    ${coverages("array[a.id, a.site_id, a.account_id] || up.wholes || up.parents", `product_id = any(b.ids${asked && ` || ${asked}`})`)} as coverages
  from (${found}) a
  cross join lateral (select * from account where id = a.account_id limit 1) c
  cross join lateral (select ${above("asset", "a.parent_id", climbs)} as wholes, ${above("account", "c.parent_id", climbs)} as parents offset 0) up
  cross join lateral (${branch("a.product_id")}) b`;
}

/** Accounts with everything that could cover what they have; of the accounts above them only what covers the product asked about. */
function accountRows(ids: string, asked: string, coverages: Coverages, climbs: boolean): string {
  const products = `subject_id = c.id${asked && ` or product_id = any(${asked})`}`;
  return `select 'account' as kind, ${accountRecord} as own, null as account, null as products,
    ${coverages("array[c.id] || up.parents || up.sites", products, "order by valid desc ")} as coverages
  from (${ids}) i (id)
  cross join lateral (select * from account where id = i.id limit 1) c
  cross join lateral (select ${above("account", "c.parent_id", climbs)} as parents,
    (select array_agg(s.id) from (select id from site where account_id = c.id limit ${maxSites}) s) as sites offset 0) up`;
}

const accountRecord = record(
  "c.id",
  typed("c.name"),
  "c.time_zone",
  "c.currency",
  typed("c.reference"),
  typed("c.name_key"),
  maybe("array_to_string(up.parents, ' ')"),
);

/** The ids above a record, nearest first, as an array: empty of ids where it is at the top. */
export function above(table: string, parent: string, climbs: boolean): string {
  if (!climbs) return `array[${parent}]`;
  return `case when ${parent} is not null then (
      with recursive up (id, level) as (
        select ${parent}, 1 union all select r.parent_id, level + 1
        from up cross join lateral (select parent_id from ${table} where id = up.id limit 1) r where r.parent_id is not null and level < ${maxLevels})
      select array_agg(id) from up) end`;
}

/** A product and those above it, nearest first, as `ids` and as the records of a `path`. */
function branch(id: string): string {
  const product = (of: string): string => `(select id, parent_id, name from product where id = ${of} limit 1) r`;
  return `with recursive up (id, parent_id, name, level) as (
      select r.*, 1 from ${product(id)} union all select r.*, level + 1 from up cross join lateral ${product("up.parent_id")} where level < ${maxLevels})
    select array_agg(id) as ids, ${records(record("id", typed("name")))} as path from up`;
}

/** What the index of coverages by their subjects holds: reading these, and no more, is reading one page of it. */
const indexed =
  "id, subject_id, account_id, contract_id, line_number, subject_kind, product_id, covers_parts, covers_sub_accounts, service, plan_id, time_zone, valid, end_reason";

/** The records of what covers the subjects of an array of ids; of coverages by product only those that a condition admits. */
type Coverages = (subjects: string, products: string, order?: string) => string;

function coveragesOf(knownAt: string | null, allowances: Wanted["allowances"], parameters: Parameters): Coverages {
  const believed = knownAt === null ? "upper_inf(recorded)" : `recorded @> ${parameters.add(knownAt, "timestamptz")}`;
  const contract = `(select ${record(typed("number"), "starts_on", overOn)} from contract where id = v.contract_id)`;
  const coverage = record(
    "v.id",
    "subject_kind",
    "subject_id",
    "product_id",
    "covers_parts",
    "covers_sub_accounts",
    typed("service"),
    "plan_id",
    "time_zone",
    "lower(valid)",
    maybe("upper(valid)"),
    "end_reason",
    "account_id",
    maybe(lotsOf(allowances, knownAt, parameters)),
    maybe("contract_id"),
    typed("line_number"),
    maybe(contract),
  );
  return (subjects, products, order = "") => `(select ${records(coverage)} from unnest(${subjects}) subject
      cross join lateral (
        select ${indexed} from coverage where subject_id = subject and ${believed} and not suspended and (product_id = '00000000-0000-0000-0000-000000000000' or ${products})
        ${order}limit ${maxCoverages}) v)`;
}

/** What the ledger holds of a coverage's allowances: of the plan, under its contract. */
function lotsOf({ planIds, from, to, byDay }: Wanted["allowances"], knownAt: string | null, parameters: Parameters): string {
  if (planIds.length === 0) return "null";
  const plans = parameters.add(planIds, "uuid[]");
  const days = `daterange(${parameters.add(from, "date")}, ${parameters.add(to, "date")})`;
  const own = "allowance.contract_id = v.contract_id and allowance.plan_id = v.plan_id";
  const recorded = knownAt === null ? null : parameters.add(knownAt, "timestamptz");
  const lots = byDay ? lotsByDay(own, recorded) : lotsNow(own);
  return `case when contract_id is not null and plan_id = any(${plans}::uuid[]) and valid && ${days} then ${lots} end`;
}

function step(name: string, body: string): string {
  return body && `${name} as materialized (${body})`;
}

function row(kind: Row["kind"], own: string, from: string): string {
  return `select '${kind}' as kind, ${own} as own, null as account, null as products, null as coverages from ${from}`;
}

function union(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(" union ");
}
