/**
 * All SQL of searching. It reads the tables of many modules and writes none: a search is a look across all of them at once,
 * in one statement. Each look goes by an index and ends after a screenful.
 */

import { sql, type Kysely, type RawBuilder } from "kysely";
import type { SearchHit } from "#api/search.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";
import type { Meanings } from "./meanings.ts";

type Tables = Kysely<Pick<DB, "asset" | "contact" | "contract" | "account" | "ticket" | "product" | "site" | "plan">>;

/** 0: exactly what was typed; 1: it begins so; 2: it holds it, or is alike. */
export type Found = { readonly nearness: 0 | 1 | 2; readonly kind: SearchHit["kind"]; readonly id: string };

/** Which kinds may be looked for, and the one account that the asker is confined to, if any. */
export type Reach = { readonly kinds: ReadonlySet<SearchHit["kind"]>; readonly accountId: string | undefined };

/** Records of one look: a little more than are shown, for several looks may find the same. */
const maxOfLook = 24;
/** Serials that share enough of their letters to be compared: where numbers only count up, that is nearly all of them. */
const maxLookedAt = 2000;
/** Shorter texts are in nearly every name. */
const shortestPart = 3;
/** Shorter serials are alike to nearly every other. */
const shortestAlike = 5;

type Look = {
  readonly kind: SearchHit["kind"];
  readonly nearness: Found["nearness"];
  readonly where: RawBuilder<unknown>;
  readonly orderBy?: RawBuilder<unknown>;
};

/** What is known under one of the meanings exactly, or begins with it, or has it in its name. */
export async function findMeant(db: Tables, meanings: Meanings, reach: Reach): Promise<Found[]> {
  return runLooks(db, [...exact(meanings), ...beginnings(meanings), ...names(meanings)], reach);
}

/** Serials alike to the one typed, for when nothing else is found: the most alike first. */
export async function findAlike(db: Tables, { serial }: Meanings, { kinds, accountId }: Reach): Promise<Found[]> {
  if (serial === null || serial.length < shortestAlike || !kinds.has("asset")) return [];
  const { rows } = await sql<Found>`
    select 2 as nearness, 'asset' as kind, id from (
      select id, serial_key from asset
      where serial_key % ${serial} ${accountId === undefined ? sql`` : sql`and account_id = ${accountId}`} limit ${sql.lit(maxLookedAt)}
    ) alike
    order by similarity(serial_key, ${serial}) desc, id limit ${sql.lit(maxOfLook)}`.execute(db);
  return rows;
}

function exact({ serial, tag, email, phone, ticket, name, contracts }: Meanings): Look[] {
  const looks: (Look | false)[] = [
    serial !== null && { kind: "asset", nearness: 0, where: sql`serial_key = ${serial}` },
    tag !== null && { kind: "asset", nearness: 0, where: sql`tag_key = ${tag}` },
    email !== null && { kind: "contact", nearness: 0, where: sql`email_key = ${email}` },
    phone !== null && { kind: "contact", nearness: 0, where: sql`phone_key = ${phone}` },
    { kind: "contract", nearness: 0, where: sql`number_key = any(${contracts}::text[])` },
    ticket !== null && { kind: "ticket", nearness: 0, where: sql`number = ${ticket}` },
    { kind: "account", nearness: 0, where: sql`name_key = ${name}` },
    { kind: "account", nearness: 0, where: sql`upper(reference) = upper(${name})` },
  ];
  return looks.filter((look) => look !== false);
}

function beginnings({ serial, tag, email }: Meanings): Look[] {
  const looks: (Look | false)[] = [
    serial !== null && { kind: "asset", nearness: 1, ...begins("serial_key", serial) },
    tag !== null && { kind: "asset", nearness: 1, ...begins("tag_key", tag) },
    email !== null && { kind: "contact", nearness: 1, ...begins("email_key", email) },
  ];
  return looks.filter((look) => look !== false);
}

/** In the order of the index, so that it is read from the first that fits and no further than a screenful. */
function begins(name: string, key: string): Pick<Look, "where" | "orderBy"> {
  const column = sql.ref(name);
  return { where: sql`${column} ~>=~ ${key} and ${column} ~<~ ${`${key}\u{10ffff}`}`, orderBy: sql`${column} using ~<~` };
}

function names({ name }: Meanings): Look[] {
  if (name.length < shortestPart) return [];
  const part = `%${likeLiteral(name)}%`;
  return [
    { kind: "account", nearness: 2, where: sql`name_key like ${part}` },
    { kind: "contact", nearness: 2, where: sql`name_key like ${part}` },
    { kind: "contract", nearness: 2, where: sql`number_key like ${part}` },
    { kind: "ticket", nearness: 2, where: sql`lower(subject) like ${part}` },
  ];
}

async function runLooks(db: Tables, looks: readonly Look[], { kinds, accountId }: Reach): Promise<Found[]> {
  const selects = looks
    .filter(({ kind }) => kinds.has(kind))
    .map(({ kind, nearness, where, orderBy }) => {
      const own = accountId === undefined ? sql`` : sql`and ${sql.ref(kind === "account" ? "id" : "account_id")} = ${accountId}`;
      const order = orderBy === undefined ? sql`` : sql`order by ${orderBy}`;
      return sql`(select ${sql.lit(nearness)} as nearness, ${sql.lit(kind)} as kind, id from ${sql.table(kind)} where ${where} ${own} ${order} limit ${sql.lit(maxOfLook)})`;
    });
  if (selects.length === 0) return [];
  return (await sql<Found>`${sql.join(selects, sql` union all `)}`.execute(db)).rows;
}

/** The hits for what was found, by id. */
export async function describe(db: Tables, found: readonly Found[]): Promise<Map<string, SearchHit>> {
  const idsOf = (kind: SearchHit["kind"]): string[] => found.filter((one) => one.kind === kind).map(({ id }) => id);
  const { rows } = await sql<SearchHit>`
    select 'asset' as kind, a.id, coalesce(a.serial, a.tag) as title,
      concat_ws(' · ', nullif(concat_ws(' ', p.name, a.version), ''), c.name, s.name) as detail,
      json_build_object('name', case when a.serial_key is null then 'assetTag' else 'serial' end, 'value', case when a.serial_key is null then a.tag else a.serial end) as clue
    from asset a join account c on c.id = a.account_id left join product p on p.id = a.product_id left join site s on s.id = a.site_id
    where a.id = any(${idsOf("asset")}::uuid[])
    union all
    select 'contact', t.id, t.name, concat_ws(' · ', t.email, t.phone, c.name),
      case when coalesce(t.email, t.phone) is null then json_build_object('name', 'account', 'value', coalesce(c.reference, c.name))
        else json_build_object('name', case when t.email is null then 'phone' else 'email' end, 'value', coalesce(t.email, t.phone)) end
    from contact t join account c on c.id = t.account_id where t.id = any(${idsOf("contact")}::uuid[])
    union all
    select 'contract', k.id, k.number, concat_ws(' · ', p.name, c.name), json_build_object('name', 'contractNumber', 'value', k.number)
    from contract k join account c on c.id = k.account_id join plan p on p.id = k.plan_id where k.id = any(${idsOf("contract")}::uuid[])
    union all
    select 'account', c.id, c.name, concat_ws(' · ', c.reference, parent.name), json_build_object('name', 'account', 'value', coalesce(c.reference, c.name))
    from account c left join account parent on parent.id = c.parent_id where c.id = any(${idsOf("account")}::uuid[])
    union all
    select 'ticket', t.id, 'T-' || t.number, concat_ws(' · ', t.subject, c.name), null
    from ticket t left join account c on c.id = t.account_id where t.id = any(${idsOf("ticket")}::uuid[])`.execute(db);
  return new Map(rows.map((hit) => [hit.id, hit]));
}
