/** Accounts and their contacts, as read. */

import { z } from "zod";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { countCovered } from "./covered-store.ts";
import * as store from "./read-store.ts";

export type Account = Omit<store.AccountRow, "nameKey"> & {
  /** How many of the assets are covered now. */ readonly coveredAssets: number;
};
export type Contact = store.ContactRow;

/** Contacts shown with an account: more are found by searching. */
const maxContacts = 1000;

const place = z.tuple([z.string(), z.uuid()]);

/** Accounts by name. `q` finds part of a name or a whole reference. A contact sees their own account only. */
export async function listAccounts(
  ctx: Context,
  asked: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Account>> {
  permit(ctx.actor, "accounts.read");
  const found = await store.selectAccounts(ctx.tx, {
    id: accountScope(ctx.actor),
    key: asked.q === undefined ? undefined : nameKey(asked.q),
    after: readCursor(asked.cursor, place),
    limit: asked.limit + 1,
  });
  const covered = await countCovered(
    ctx.tx,
    found.map((row) => row.id),
    { now: ctx.now },
  );
  return pageOf(
    found,
    asked.limit,
    (last) => [last.nameKey, last.id],
    (row) => accountOf(row, covered),
  );
}

/** An account with its contacts by name. Throws `not_found`, also for a contact who asks for another account than their own. */
export async function getAccount(ctx: Context, id: string): Promise<Account & { contactList: Contact[] }> {
  permit(ctx.actor, "accounts.read");
  permitAccount(ctx.actor, id);
  const [row] = await store.selectAccounts(ctx.tx, { id, limit: 1 });
  if (row === undefined) throw new Problem("not_found", "There is no such account.");
  const covered = await countCovered(ctx.tx, [id], { now: ctx.now });
  return { ...accountOf(row, covered), contactList: await store.selectContacts(ctx.tx, id, maxContacts) };
}

function accountOf({ nameKey: _, ...row }: store.AccountRow, covered: ReadonlyMap<string, number>): Account {
  return { ...row, coveredAssets: covered.get(row.id) ?? 0 };
}
