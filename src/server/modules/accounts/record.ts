/** Accounts, sites and contacts as recorded: in sets, by id. What has the id is changed, what is new is added. */

import { sql, type Kysely } from "kysely";
import { emailKey, nameKey, phoneKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { inChunks, type Step } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";

type Tables = Kysely<Pick<DB, "account" | "site" | "contact">>;

export type AccountRecord = {
  readonly id: string;
  /** The source's own key, such as finance's customer number; unique but for case. */
  readonly reference: string | null;
  readonly name: string;
  readonly parentId: string | null;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
};
export type SiteRecord = { readonly id: string; readonly accountId: string; readonly name: string };
export type ContactRecord = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly namedCaller: boolean;
};

/** Adds or changes accounts. A parent may come before or after its children. */
export async function recordAccounts(ctx: Context, accounts: readonly AccountRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "accounts.record");
  const db: Tables = ctx.tx;
  const rows = accounts.map((account) => ({ ...account, nameKey: nameKey(account.name) }));
  // A statement checks its references when it ends; in a set of several statements a parent may come in a later one.
  await inChunks(rows, (json) => writeAccounts(db, json, ctx.now), step);
  const children = accounts.filter(({ parentId }) => parentId !== null).map(({ id, parentId }) => ({ id, parentId }));
  await inChunks(children, (json) =>
    sql`
      update account set parent_id = r."parentId"
      from json_to_recordset(${json}::json) as r(id uuid, "parentId" uuid)
      where account.id = r.id and account.parent_id is distinct from r."parentId"`.execute(db),
  );
}

async function writeAccounts(db: Tables, json: string, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into account (id, reference, name, name_key, time_zone, currency, recorded_at)
    select id, reference, name, "nameKey", "timeZone", currency, ${now}
    from json_to_recordset(${json}::json)
      as r(id uuid, reference text, name text, "nameKey" text, "timeZone" text, currency text)
    on conflict (id) do update set
      reference = excluded.reference, name = excluded.name, name_key = excluded.name_key, parent_id = null,
      time_zone = excluded.time_zone, currency = excluded.currency, recorded_at = excluded.recorded_at`.execute(db);
}

/** Adds or renames sites; within an account their names differ by more than case and blanks. */
export async function recordSites(ctx: Context, sites: readonly SiteRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "accounts.record");
  const db: Tables = ctx.tx;
  const rows = sites.map((site) => ({ ...site, nameKey: nameKey(site.name) }));
  await inChunks(
    rows,
    (json) =>
      sql`
      insert into site (id, account_id, name, name_key)
      select id, "accountId", name, "nameKey"
      from json_to_recordset(${json}::json) as r(id uuid, "accountId" uuid, name text, "nameKey" text)
      on conflict (id) do update set name = excluded.name, name_key = excluded.name_key`.execute(db),
    step,
  );
}

/** Adds or changes contacts; within an account no two have the same e-mail address. */
export async function recordContacts(ctx: Context, contacts: readonly ContactRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "accounts.record");
  const db: Tables = ctx.tx;
  const rows = contacts.map((contact) => ({
    ...contact,
    nameKey: nameKey(contact.name),
    emailKey: contact.email === null ? null : emailKey(contact.email),
    phoneKey: contact.phone === null ? null : phoneKey(contact.phone),
  }));
  await inChunks(rows, (json) => writeContacts(db, json, ctx.now), step);
}

async function writeContacts(db: Tables, json: string, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into contact (id, account_id, name, name_key, email, email_key, phone, phone_key, named_caller, recorded_at)
    select id, "accountId", name, "nameKey", email, "emailKey", phone, "phoneKey", "namedCaller", ${now}
    from json_to_recordset(${json}::json)
      as r(id uuid, "accountId" uuid, name text, "nameKey" text, email text, "emailKey" text, phone text, "phoneKey" text, "namedCaller" boolean)
    on conflict (id) do update set
      name = excluded.name, name_key = excluded.name_key, email = excluded.email, email_key = excluded.email_key,
      phone = excluded.phone, phone_key = excluded.phone_key, named_caller = excluded.named_caller, recorded_at = excluded.recorded_at`.execute(
    db,
  );
}
