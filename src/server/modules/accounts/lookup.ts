/** What is recorded under keys that somebody else brings, a whole sheet of them at once. */

import { sql } from "kysely";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf, setOf } from "#platform/db/bulk.ts";
import { permit } from "#platform/permit.ts";
import type { AccountRecord, ContactRecord, SiteRecord } from "./record.ts";

/** How references are compared: case and blanks around them tell nothing apart. */
export const referenceKey = (reference: string): string => reference.trim().toUpperCase();

/** The accounts with these references, by {@link referenceKey}. */
export async function accountsByReference(ctx: Context, references: Iterable<string>): Promise<Map<string, AccountRecord>> {
  permit(ctx.actor, "accounts.read");
  const keys = Array.from(references, referenceKey);
  const { rows } = await sql<AccountRecord & { reference: string }>`
    select id, reference, name, parent_id as "parentId", time_zone as "timeZone", currency
    from account where upper(reference) in ${setOf(keys)}`.execute(ctx.tx);
  return new Map(rows.map((row) => [referenceKey(row.reference), row]));
}

/** The parent of each account that has one. */
export async function parentsOfAccounts(ctx: Context): Promise<Map<string, string>> {
  permit(ctx.actor, "accounts.read");
  const { rows } = await sql<{ id: string; parentId: string }>`
    select id, parent_id as "parentId" from account where parent_id is not null`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, row.parentId]));
}

/** These accounts and all below them. */
export async function withAccountsBelow(ctx: Context, accountIds: Iterable<string>): Promise<string[]> {
  permit(ctx.actor, "accounts.read");
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select id from account where id in ${idSetOf(accountIds)}
      union select account.id from account join below on account.parent_id = below.id)
    select id from below`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** The sites of these accounts, by {@link siteKey}. */
export async function sitesOfAccounts(ctx: Context, accountIds: Iterable<string>): Promise<Map<string, SiteRecord>> {
  permit(ctx.actor, "accounts.read");
  const { rows } = await sql<SiteRecord>`
    select id, account_id as "accountId", name from site where account_id in ${idSetOf(accountIds)}`.execute(ctx.tx);
  return new Map(rows.map((row) => [siteKey(row.accountId, row.name), row]));
}

/** A site's name within its account. */
export const siteKey = (accountId: string, name: string): string => `${accountId} ${nameKey(name)}`;

/** The contacts of these accounts. */
export async function contactsOfAccounts(ctx: Context, accountIds: Iterable<string>): Promise<ContactRecord[]> {
  permit(ctx.actor, "accounts.read");
  const { rows } = await sql<ContactRecord>`
    select id, account_id as "accountId", name, email, phone, named_caller as "namedCaller"
    from contact where account_id in ${idSetOf(accountIds)} order by id`.execute(ctx.tx);
  return rows;
}
