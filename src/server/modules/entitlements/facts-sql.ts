/**
 * The one statement that brings everything a check needs, for one question or for hundreds. It is put together from the
 * clues that are given, so that a question by serial pays for nothing else; the few texts that come of it are prepared
 * once per connection. Each kind of record comes back as one value, a JSON array of arrays: for small answers that costs
 * half of what rows and columns do. Coverages, of which there are most, are parted text, which costs half of JSON.
 *
 * Every step goes from the keys of the step before to an index, record by record (`cross join lateral … limit`): there is
 * no other way to run it, so neither the size of the register nor stale statistics can turn it into a scan.
 */

import type { ClueKeys } from "./clue-keys.ts";

/** Records that one clue may fit before more would tell nothing: a phone shared by a department, a tag used by many accounts. */
const maxMatches = 50;
/** Coverages of one subject, over all years. Where an account has more lines for products, the latest count. */
const maxCoverages = 1000;
/** Sites of an account that are looked at when no asset is named. */
const maxSites = 200;

export type Wanted = {
  readonly keys: ClueKeys;
  /** The one account whose records may be found by clues, for a customer's contact; null: all. */
  readonly scope: string | null;
  /** What was recorded by then (COV9); null: what is believed now. */
  readonly knownAt: string | null;
  /** Plans whose tickets count against an allowance, and the days to count them over. */
  readonly allowances: { readonly planIds: readonly string[]; readonly from: string; readonly to: string };
};

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/** The records of each kind, their columns in this order. See `extract.ts` for what they become. */
const columns = {
  assets:
    "id, account_id, product_id, site_id, (select name from site where site.id = found_asset.site_id), parent_id, serial, tag, version, environment, status, serial_key, tag_key",
  parts: "id, parent_id",
  accounts: "id, parent_id, name, time_zone, currency, reference, name_key",
  products: "id, parent_id, name, name_key, slug, part_key, maker_key",
  contacts: "id, account_id, name, email, phone, named_caller, email_key, phone_key",
  contracts: "id, number, starts_on, ends_before, account_id, time_zone",
  uses: "d.contract_id, u.channel, u.opened_on, u.tickets",
} as const;

/** Parts values and coverages in the text that brings them; taken out of whatever people typed. */
export const valueMark = "\u001f";
export const rowMark = "\u001e";

const typed = (column: string): string => `translate(${column}, '${valueMark}${rowMark}', '')`;
const orEmpty = (column: string): string => `coalesce(${column}::text, '')`;

/** A coverage, with the number of its line and its contract's own terms: the same order as `coverageOf` reads. */
const coverageValues = [
  "id",
  "subject_kind",
  "subject_id",
  "product_id",
  "covers_parts",
  "covers_sub_accounts",
  typed("service"),
  "plan_id",
  "time_zone",
  "lower(valid)",
  orEmpty("upper(valid)"),
  "end_reason",
  "account_id",
  orEmpty("contract_id"),
  "contract",
].join(", ");
const contractValues = [typed("l.number"), typed("k.number"), "k.starts_on", orEmpty("k.ends_before")].join(", ");

export type Kind = keyof typeof columns;
type Value = string | number | boolean | null;
/** What the statement answers: one row. A kind is absent where no clue leads to it, null where nothing was found. */
export type Answered = { readonly [kind in Kind]?: readonly (readonly Value[])[] | null } & {
  readonly coverages?: string | null;
  readonly settings: readonly [defaultPlanId: string | null, ranking: unknown] | null;
  /** Changes whenever there is a new version of a plan. */
  readonly plan_state: string;
};

export function factsStatement({ keys, scope, knownAt, allowances }: Wanted): Statement {
  const parameters = new Parameters();
  const found = findings(keys, scope, parameters);
  const wide = union(
    found.contact && "select account_id from found_contact",
    found.contract && "select account_id from found_contract",
    found.account && "select id from found_account",
  );
  const accounts = union(found.asset && "select account_id from found_asset", wide && "select account_id from wide");
  const products = union(found.asset && "select product_id from found_asset", found.product && "select id from found_product");
  const believed = knownAt === null ? "upper_inf(recorded)" : `recorded @> ${parameters.add(knownAt, "timestamptz")}`;

  const steps = [
    step("found_asset", found.asset),
    step("found_contact", found.contact),
    step("found_contract", found.contract),
    step("found_account", found.account),
    step("found_product", found.product),
    step("wide (account_id)", wide),
    found.asset && climb("part", "asset", "id, parent_id", "select parent_id from found_asset"),
    accounts && climb("account_tree", "account", columns.accounts, accounts),
    products && climb("product_tree", "product", columns.products, products),
    accounts &&
      step("covered", coverages({ byAsset: found.asset !== "", byProduct: products !== "", wide: wide !== "", believed })),
  ];
  const answers = [
    found.asset && answer("assets", "found_asset"),
    found.asset && answer("parts", "part"),
    accounts && answer("accounts", "account_tree"),
    products && answer("products", "product_tree"),
    found.contact && answer("contacts", "found_contact"),
    accounts && `(select string_agg(concat_ws('${valueMark}', ${coverageValues}), '${rowMark}') from covered) as coverages`,
    found.contract && answer("contracts", "found_contract"),
    accounts && allowances.planIds.length > 0 && answer("uses", uses(allowances, wide !== "", parameters)),
    "(select json_build_array(default_plan_id, ranking) from setting) as settings",
    "(select count(*) || ' ' || max(recorded_at) || ' ' || max(id::text) from plan_version) as plan_state",
  ];
  const named = steps.filter(Boolean).join(",\n");
  return {
    text: `${named && `with recursive ${named}\n`}select ${answers.filter(Boolean).join(",\n  ")}`,
    values: parameters.values,
  };
}

/** The values of a statement, in the order of their places in it. */
class Parameters {
  readonly values: unknown[] = [];

  /** A sub-select hides the value from the planner: every execution looks alike to it, so that one plan serves them all. */
  add(value: unknown, type: string): string {
    return `(select ${this.direct(value, type)})`;
  }

  /** For places that the planner makes nothing of. */
  direct(value: unknown, type: string): string {
    return `$${this.values.push(value)}::${type}`;
  }
}

/** How each kind of record is found by the clues given; "" where none is. */
function findings(keys: ClueKeys, scope: string | null, parameters: Parameters) {
  const find = (list: readonly string[], table: string, of: string, condition: string, account: string): string => {
    if (list.length === 0) return "";
    const own = scope === null ? "" : ` and ${account} = ${parameters.add(scope, "uuid")}`;
    return `select f.* from unnest(${parameters.add(list, "text[]")}) key
    cross join lateral (select ${of} from ${table} where ${condition}${own} limit ${maxMatches}) f`;
  };
  const assets = "id, account_id, product_id, site_id, parent_id, serial, tag, version, environment, status, serial_key, tag_key";
  return {
    asset: union(
      find(keys.serials, "asset", assets, "serial_key = key", "account_id"),
      find(keys.tags, "asset", assets, "tag_key = key", "account_id"),
    ),
    contact: union(
      find(keys.emails, "contact", columns.contacts, "email_key = key", "account_id"),
      find(keys.phones, "contact", columns.contacts, "phone_key = key", "account_id"),
    ),
    contract: find(keys.contracts, "contract", columns.contracts, "number_key = key", "account_id"),
    account: union(
      find(keys.accounts, "account", "id", "name_key = key", "id"),
      find(keys.accounts, "account", "id", "upper(reference) = upper(key)", "id"),
    ),
    product: findProducts(keys.products, parameters),
  };
}

/** A product by name, slug, part number, or maker and name as one. */
function findProducts(keys: readonly string[], parameters: Parameters): string {
  if (keys.length === 0) return "";
  const by = (condition: string): string =>
    `select f.* from unnest(${parameters.add(keys, "text[]")}) key cross join lateral (select id from product where ${condition} limit ${maxMatches}) f`;
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
    `select f.* from unnest(${makers}, ${names}) k (maker, name)
    cross join lateral (select id from product where maker_key = k.maker and name_key = k.name limit 1) f`,
  );
}

/** The records with the ids that `from` gives, and everything above them. */
function climb(name: string, table: string, of: string, from: string): string {
  return `${name} as (
    select r.* from (${from}) s (id) cross join lateral (select ${of} from ${table} where id = s.id limit 1) r
    union select r.* from ${name} t cross join lateral (select ${of} from ${table} where id = t.parent_id limit 1) r)`;
}

/** What covers the assets, what they are part of, their sites, and the accounts up to the top: by product only what is asked about. */
function coverages(of: { byAsset: boolean; byProduct: boolean; wide: boolean; believed: string }): string {
  const subjects = union(
    of.byAsset && "select id from found_asset",
    of.byAsset && "select id from part",
    of.byAsset && "select site_id from found_asset",
    "select id from account_tree",
    of.wide &&
      `select s.id from wide w cross join lateral (select id from site where account_id = w.account_id limit ${maxSites}) s`,
  );
  const products = [
    "product_id = '00000000-0000-0000-0000-000000000000'",
    of.byProduct && "product_id in (select id from product_tree)",
    of.wide && "subject_id in (select account_id from wide)",
  ];
  return `select c.*, (select concat_ws('${valueMark}', ${contractValues})
        from contract_line l join contract k on k.id = l.contract_id where l.id = c.line_id) as contract
    from (${subjects}) s (id)
    cross join lateral (
      select * from coverage where subject_id = s.id and ${of.believed} and (${products.filter(Boolean).join(" or ")})
      ${of.wide ? "order by valid desc " : ""}limit ${maxCoverages}) c`;
}

/** Tickets opened under the contracts, by channel and by day as their contract counts days (ALW1, COV4). */
function uses({ planIds, from, to }: Wanted["allowances"], wide: boolean, parameters: Parameters): string {
  const first = parameters.add(from, "date");
  const end = parameters.add(to, "date");
  // Of an account's lines many are of one contract; of an asset's hardly any are, and sorting them out costs more than it saves.
  return `(select ${wide ? "distinct " : ""}contract_id, time_zone from covered
      where plan_id = any(${parameters.direct(planIds, "uuid[]")}) and valid && daterange(${first}, ${end}) and contract_id is not null) d
    cross join lateral (
      select channel, (opened_at at time zone d.time_zone)::date as opened_on, count(*) as tickets from ticket
      where contract_id = d.contract_id and opened_at >= ${first} and opened_at < ${end} group by 1, 2) u`;
}

function step(name: string, body: string): string {
  return body && `${name} as materialized (${body})`;
}

function answer(kind: Kind, from: string): string {
  return `(select json_agg(json_build_array(${columns[kind]})) from ${from}) as ${kind}`;
}

function union(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(" union ");
}
