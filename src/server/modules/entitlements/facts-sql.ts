/**
 * The one statement that brings everything a check needs, for one question or for a thousand. It is put together from
 * the clues that are given, so that a question by serial pays for nothing else; the few texts that come of it are
 * prepared once per connection.
 *
 * Each step goes from the keys of the step before to an index, row by row (`cross join lateral … limit`): there is no
 * other way to run it, so neither the size of the register nor stale statistics can turn it into a scan.
 */

import type { ClueKeys } from "./clue-keys.ts";

/** Records that one clue may fit before more would tell nothing: a phone shared by a department, a tag used by many accounts. */
export const maxMatches = 50;
/** Coverages of one subject, over all years. Beyond it the latest count. */
export const maxCoverages = 1000;
/** Sites of an account that are looked at when no asset is named. */
const maxSites = 200;
/** Versions of one plan that a statement brings; more than a plan ever has. */
const maxVersions = 100;

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

/** Kinds of row by their letter, with what their columns hold. Every column is text or null. */
const rows = {
  asset: [
    "id",
    "account_id",
    "product_id",
    "site_id",
    "(select name from site where site.id = found_asset.site_id)",
    "parent_id",
    "serial",
    "tag",
    "version",
    "environment",
    "status",
    "serial_key",
    "tag_key",
  ],
  part: ["id", "parent_id"],
  account: ["id", "parent_id", "name", "time_zone", "currency", "reference", "name_key"],
  product: ["id", "parent_id", "name", "name_key", "slug", "part_key", "maker_key"],
  contact: ["id", "account_id", "name", "email", "phone", "named_caller", "email_key", "phone_key"],
  coverage: [
    "id",
    "contract_id",
    "line_number",
    "subject_kind",
    "subject_id",
    "product_id",
    "covers_parts",
    "covers_sub_accounts",
    "service",
    "plan_id",
    "time_zone",
    "lower(valid)",
    "upper(valid)",
    "end_reason",
    "account_id",
  ],
  contract: ["k.id", "k.number", "k.starts_on", "k.ends_before", "k.account_id", "k.time_zone"],
  version: ["v.id", "v.plan_id", "v.version", "v.effective_on"],
  use: ["d.contract_id", "u.channel", "u.opened_on", "u.tickets"],
  setting: ["default_plan_id", "ranking"],
} as const;

export type Kind = keyof typeof rows;
const width = Math.max(...Object.values(rows).map((columns) => columns.length));
/** A row: its kind and its columns `c0`, `c1`, … in the order above. */
export type Row = { readonly kind: Kind } & { readonly [column in `c${number}`]: string | null };

export function factsStatement({ keys, scope, knownAt, allowances }: Wanted): Statement {
  const values: unknown[] = [];
  const value = (given: unknown, type: string): string => `$${values.push(given)}::${type}`;
  const given = (list: readonly string[]): boolean => list.length > 0;
  const own = (column: string): string => (scope === null ? "" : ` and ${column} = ${value(scope, "uuid")}`);
  const believed = knownAt === null ? "upper_inf(recorded)" : `recorded @> ${value(knownAt, "timestamptz")}`;

  const byKey = (list: readonly string[], columns: string, table: string, condition: string, account: string): string =>
    given(list)
      ? `select f.* from unnest(${value(list, "text[]")}) key cross join lateral (select ${columns} from ${table} where ${condition}${own(account)} limit ${maxMatches}) f`
      : "";
  const found = {
    asset: union(
      byKey(keys.serials, assetColumns, "asset", "serial_key = key", "account_id"),
      byKey(keys.tags, assetColumns, "asset", "tag_key = key", "account_id"),
    ),
    contact: union(
      byKey(keys.emails, contactColumns, "contact", "email_key = key", "account_id"),
      byKey(keys.phones, contactColumns, "contact", "phone_key = key", "account_id"),
    ),
    contract: byKey(keys.contracts, contractColumns, "contract", "number_key = key", "account_id"),
    account: union(
      byKey(keys.accounts, "id", "account", "name_key = key", "id"),
      byKey(keys.accounts, "id", "account", "upper(reference) = upper(key)", "id"),
    ),
    product: productsByKey(keys.products, value),
  };
  const wide = union(
    found.contact && "select account_id from found_contact",
    found.contract && "select account_id from found_contract",
    found.account && "select id from found_account",
  );
  const accounts = union(found.asset && "select account_id from found_asset", wide && "select account_id from wide");
  const products = union(found.asset && "select product_id from found_asset", found.product && "select id from found_product");

  const steps: (readonly [name: string, body: string])[] = [
    ["found_asset", found.asset],
    ["found_contact", found.contact],
    ["found_contract", found.contract],
    ["found_account", found.account],
    ["found_product", found.product],
    ["wide (account_id)", wide],
    ["part", found.asset && climb("part", "asset", "id, parent_id", "select parent_id from found_asset")],
    [
      "account_tree",
      accounts && climb("account_tree", "account", "id, parent_id, name, time_zone, currency, reference, name_key", accounts),
    ],
    [
      "product_tree",
      products && climb("product_tree", "product", "id, parent_id, name, name_key, slug, part_key, maker_key", products),
    ],
    [
      "covered",
      accounts && coverages({ ofAssets: found.asset !== "", ofProducts: products !== "", wide: wide !== "", believed }),
    ],
  ];
  const rowsOf: (string | false)[] = [
    found.asset && select("asset", "found_asset"),
    found.asset && select("part", "part"),
    accounts && select("account", "account_tree"),
    products && select("product", "product_tree"),
    found.contact && select("contact", "found_contact"),
    accounts && select("coverage", "covered"),
    accounts &&
      select(
        "contract",
        `(${union("select contract_id from covered", found.contract && "select id from found_contract")}) d ${one("contract", "d.contract_id", "k")}`,
      ),
    select(
      "version",
      `(${union(accounts && "select plan_id from covered", "select default_plan_id as plan_id from setting")}) d cross join lateral (select * from plan_version where plan_id = d.plan_id limit ${maxVersions}) v`,
    ),
    accounts && allowances.planIds.length > 0 && select("use", uses(allowances, value)),
    select("setting", "setting"),
  ];
  const named = steps
    .filter(([, body]) => body !== "")
    .map(
      ([name, body]) =>
        `${name} as ${body.includes("recursive:") ? `(${body.replace("recursive:", "")})` : `materialized (${body})`}`,
    );
  return {
    text: `${named.length === 0 ? "" : `with recursive ${named.join(",\n")}\n`}${rowsOf.filter(Boolean).join("\nunion all\n")}`,
    values,
  };
}

type Value = (given: unknown, type: string) => string;

const assetColumns =
  "id, account_id, product_id, site_id, parent_id, serial, tag, version, environment, status, serial_key, tag_key";
const contactColumns = "id, account_id, name, email, phone, named_caller, email_key, phone_key";
const contractColumns = "id, account_id";
const noProduct = "'00000000-0000-0000-0000-000000000000'";

/** A product by name, slug, part number, or maker and name as one. */
function productsByKey(keys: readonly string[], value: Value): string {
  if (keys.length === 0) return "";
  const split = keys.flatMap((key) =>
    [...key.matchAll(/ /g)].map(({ index }) => [key.slice(0, index), key.slice(index + 1)] as const),
  );
  const by = (condition: string): string =>
    `select f.* from unnest(${value(keys, "text[]")}) key cross join lateral (select id from product where ${condition} limit ${maxMatches}) f`;
  return union(
    by("name_key = key"),
    by("slug = key"),
    by("part_key = upper(regexp_replace(key, '[^[:alnum:]]', '', 'g'))"),
    split.length > 0 &&
      `select f.* from unnest(${value(
        split.map(([maker]) => maker),
        "text[]",
      )}, ${value(
        split.map(([, name]) => name),
        "text[]",
      )}) as k (maker, name)
       cross join lateral (select id from product where maker_key = k.maker and name_key = k.name limit 1) f`,
  );
}

/** The records with the ids that `from` gives, and everything above them. */
function climb(name: string, table: string, columns: string, from: string): string {
  return `recursive:select r.* from (${from}) s (id) cross join lateral (select ${columns} from ${table} where id = s.id limit 1) r
  union select r.* from ${name} t cross join lateral (select ${columns} from ${table} where id = t.parent_id limit 1) r`;
}

/** What covers the assets, what they are part of, their sites, and the accounts up to the top: by product only what is asked about. */
function coverages(of: { ofAssets: boolean; ofProducts: boolean; wide: boolean; believed: string }): string {
  const subjects = union(
    of.ofAssets && "select id from found_asset",
    of.ofAssets && "select id from part",
    of.ofAssets && "select site_id from found_asset",
    "select id from account_tree",
    of.wide &&
      `select s.id from wide w cross join lateral (select id from site where account_id = w.account_id limit ${maxSites}) s`,
  );
  const products = [
    `product_id = ${noProduct}`,
    of.ofProducts && "product_id in (select id from product_tree)",
    of.wide && "subject_id in (select account_id from wide)",
  ];
  return `select c.*, l.number as line_number from (${subjects}) s cross join lateral (
    select id, account_id, contract_id, line_id, subject_kind, subject_id, product_id, covers_parts, covers_sub_accounts, service, plan_id, time_zone, valid, end_reason
    from coverage where subject_id = s.id and ${of.believed} and (${products.filter(Boolean).join(" or ")})
    ${of.wide ? "order by valid desc " : ""}limit ${maxCoverages}) c
  left join lateral (select number from contract_line where id = c.line_id limit 1) l on true`;
}

/** Tickets opened under the contracts, by channel and by day as their contract counts days (ALW1, COV4). */
function uses({ planIds, from, to }: Wanted["allowances"], value: Value): string {
  return `(select distinct contract_id, time_zone from covered
      where plan_id = any(${value(planIds, "uuid[]")}) and valid && daterange(${value(from, "date")}, ${value(to, "date")})) d
    cross join lateral (
      select channel, (opened_at at time zone d.time_zone)::date as opened_on, count(*) as tickets from ticket
      where contract_id = d.contract_id and opened_at >= ${value(from, "date")} and opened_at < ${value(to, "date")} group by 1, 2) u`;
}

function one(table: string, id: string, alias: string): string {
  return `cross join lateral (select * from ${table} where id = ${id} limit 1) ${alias}`;
}

function select(kind: Kind, from: string): string {
  const columns = rows[kind];
  const texts = Array.from(
    { length: width },
    (_, index) => `${columns[index] === undefined ? "null" : `${columns[index]}::text`} as c${index}`,
  );
  return `select '${kind}' as kind, ${texts.join(", ")} from ${from}`;
}

function union(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(" union ");
}
