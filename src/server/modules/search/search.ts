/** One field that finds anything (COV12, ENT2): what the typed text could mean, best first. */

import type { SearchHit } from "#api/search.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, may, permit } from "#platform/permit.ts";
import { meaningsOf } from "./meanings.ts";
import * as store from "./store.ts";

/** What a person takes in at a glance. */
const maxHits = 12;
/** Of equally near things the one that most questions are about comes first. */
const kindsInOrder = ["asset", "ticket", "contract", "contact", "account"] as const;
const permissionOf = {
  asset: "assets.read",
  ticket: "tickets.read",
  contract: "contracts.read",
  contact: "accounts.read",
  account: "accounts.read",
} as const;

/** At most twelve hits: exact before begun before alike. A contact finds only what is their account's. */
export async function search(ctx: Context, typed: string): Promise<SearchHit[]> {
  permit(ctx.actor, "search.read");
  const reach: store.Reach = {
    kinds: new Set(kindsInOrder.filter((kind) => may(ctx.actor, permissionOf[kind]))),
    accountId: accountScope(ctx.actor),
  };
  const meanings = meaningsOf(typed);
  const meant = await store.findMeant(ctx.tx, meanings, reach);
  const found = meant.length > 0 ? meant : await store.findAlike(ctx.tx, meanings, reach);
  const best = bestFirst(found);
  const hits = await store.describe(ctx.tx, best);
  return best.flatMap(({ id }) => hits.get(id) ?? []).map((hit) => (meant.length > 0 ? hit : { ...hit, alike: true }));
}

/** Each thing once, by how near it is, then by kind; as found among equals. */
function bestFirst(found: readonly store.Found[]): store.Found[] {
  const ordered = found.toSorted(
    (a, b) => a.nearness - b.nearness || kindsInOrder.indexOf(a.kind) - kindsInOrder.indexOf(b.kind),
  );
  const once = new Map<string, store.Found>();
  for (const one of ordered) if (!once.has(one.id)) once.set(one.id, one);
  return [...once.values()].slice(0, maxHits);
}
