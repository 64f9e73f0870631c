/** What changes name beside the contract itself: assets by id, serial or tag, plans, products, sites, accounts. */

import type { WireChange, WireCovered, WireSubject } from "#api/amendments.ts";
import type { ContractFacts } from "#core/amendments/index.ts";
import { nameKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import * as assets from "#modules/assets/assets.ts";
import { listPlans } from "#modules/plans/plans.ts";
import type { Context } from "#platform/context.ts";
import type { Refusals } from "./refusals.ts";
import { selectThere } from "./store.ts";

export type Things = {
  /** The asset's id; undefined where it is refused. */
  readonly asset: (named: Named, pointer: string) => string | undefined;
  /** Whether the asset is of an account whose contract it is, or of one below. */
  readonly isOwn: (assetId: string) => boolean;
  /** The plan's id; undefined where it is refused. A retired plan may be named for the past only: by a correction. */
  readonly plan: (named: NamedPlan, pointer: string, use: "from_now_on" | "as_it_was") => string | undefined;
  readonly isThere: (kind: "product" | "site" | "account", id: string) => boolean;
};
type NamedPlan = { readonly plan?: string | undefined; readonly planId?: string | undefined };
type Named = Pick<WireSubject, "assetId" | "serial" | "assetTag">;

/** Looks up at once whatever these changes name. */
export async function thingsOf(
  ctx: Context,
  { header }: ContractFacts,
  changes: readonly WireChange[],
  refusals: Refusals,
): Promise<Things> {
  const named = changes.flatMap(subjectsOf);
  const found = await assetsNamed(ctx, named);
  const parents = found.length === 0 ? new Map<string, string>() : await accounts.parentsOfAccounts(ctx);
  const holders = new Set(header.accounts.map(({ accountId }) => accountId));
  const byId = new Map(found.map((asset) => [asset.id, asset]));
  const there = await selectThere(ctx.tx, idsNamed(named, changes));
  return {
    asset: assetFinder(found, (accountId) => isAt(accountId, holders, parents), refusals),
    isOwn: (assetId) => isAt(byId.get(assetId)!.accountId, holders, parents),
    plan: planFinder(await listPlans(ctx), refusals),
    isThere: (kind, id) => there.has(`${kind} ${id}`),
  };
}

function planFinder(plans: Awaited<ReturnType<typeof listPlans>>, refusals: Refusals): Things["plan"] {
  const offered = plans.filter(({ retiredAt }) => retiredAt === null);
  const names = offered.map(({ name }) => name).join(", ");
  return ({ plan, planId }, pointer, use) => {
    const known = plans.find(({ id, name }) => (planId === undefined ? nameKey(name) === nameKey(plan ?? "") : id === planId));
    if (known === undefined) {
      const message = plan === undefined ? "Name a plan" : `There is no plan “${plan}”`;
      return refusals.refuse("unknown_plan", pointer, `${message}. There are ${names}.`);
    }
    if (use === "as_it_was" || known.retiredAt === null) return known.id;
    return refusals.refuse("retired_plan", pointer, `${known.name} is not offered any more. There are ${names}.`);
  };
}

/** All subjects that a change names, whatever for. */
function subjectsOf(change: WireChange): (WireSubject | WireCovered)[] {
  switch (change.kind) {
    case "add":
      return change.subjects;
    case "remove":
    case "move":
    case "reprice":
      return change.covered;
    case "replace":
      return [change.covered, change.by];
    case "correct":
      return [change.covered];
    case "shorten":
    case "resume":
      return change.agreedClamps ?? [];
    case "extend":
    case "suspend":
    case "cancel":
    case "transfer":
      return [];
  }
}

function idsNamed(named: readonly (WireSubject | WireCovered)[], changes: readonly WireChange[]): string[] {
  const ofSubjects = named.flatMap(({ productId, siteId, accountId }) => [productId, siteId, accountId]);
  const ofTransfers = changes.map((change) => (change.kind === "transfer" ? change.accountId : undefined));
  return [...ofSubjects, ...ofTransfers].filter((id) => id !== undefined);
}

async function assetsNamed(ctx: Context, named: readonly Named[]): Promise<assets.AssetRecord[]> {
  const given = <K extends keyof Named>(key: K) => named.map((one) => one[key]).filter((text) => text !== undefined);
  const [ids, serials, tags] = [given("assetId"), given("serial"), given("assetTag")];
  const byId = ids.length === 0 ? [] : await assets.assetsById(ctx, ids);
  const called = serials.length + tags.length === 0 ? [] : await assets.assetsCalled(ctx, serials, tags);
  return [...new Map([...byId, ...called].map((asset) => [asset.id, asset])).values()];
}

/** Whether an account is one of these, or below one. */
function isAt(accountId: string, holders: ReadonlySet<string>, parents: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = accountId; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (holders.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function assetFinder(found: readonly assets.AssetRecord[], isAtHolder: (accountId: string) => boolean, refusals: Refusals) {
  const byId = new Map(found.map((asset) => [asset.id, asset]));
  const identified = found.filter(({ serial }) => serial !== null && !isPlaceholderSerial(serial));
  const asTyped = new Map(identified.map((asset) => [serialPlain(asset.serial!), asset]));
  const asMeant = Map.groupBy(identified, ({ serial }) => serialKey(serial!));
  const tagged = Map.groupBy(
    found.filter(({ tag }) => tag !== null),
    ({ tag }) => serialPlain(tag!),
  );
  return ({ assetId, serial, assetTag }: Named, pointer: string): string | undefined => {
    if (assetId !== undefined) {
      return byId.has(assetId) ? assetId : refusals.refuse("unknown_asset", `${pointer}/assetId`, "There is no such asset.");
    }
    if (serial !== undefined) {
      const meant = asMeant.get(serialKey(serial)) ?? [];
      const asset = asTyped.get(serialPlain(serial)) ?? (meant.length === 1 ? meant[0] : undefined);
      if (asset !== undefined) return asset.id;
      const hint = meant.length > 0 ? `Did you mean ${meant.map((one) => one.serial).join(" or ")}?` : "Correct it.";
      return refusals.refuse("unknown_serial", `${pointer}/serial`, `No asset has the serial ${serial}. ${hint}`);
    }
    const own = (tagged.get(serialPlain(assetTag!)) ?? []).filter(({ accountId }) => isAtHolder(accountId));
    if (own.length === 1) return own[0]!.id;
    const message =
      own.length === 0 ? `The account has no asset with the tag ${assetTag}.` : `Several assets have the tag ${assetTag}.`;
    return refusals.refuse("unknown_tag", `${pointer}/assetTag`, `${message} Name it by its serial.`);
  };
}
