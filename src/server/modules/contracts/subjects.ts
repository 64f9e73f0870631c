/** What somebody asks to be covered, by what it is known by: found, and looked at whether this contract may cover it. */

import type { WireSubject } from "#api/amendments.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import * as assets from "#modules/assets/assets.ts";
import type { Context } from "#platform/context.ts";
import * as store from "./subjects-store.ts";

/** The subject, or why there is none, in words that say what to do. */
export type Found = { readonly subject: Subject } | { readonly refused: string };

type Known = {
  /** Whose contract it is. */
  readonly holder: string;
  readonly things: ReadonlyMap<string, store.Thing>;
  readonly called: readonly assets.AssetRecord[];
  readonly near: ReadonlyMap<string, readonly string[]>;
  readonly parents: ReadonlyMap<string, string>;
};

/** For each that is asked its subject, in their order, whatever their number in few statements. They are the holder's, or of accounts below it. */
export async function findSubjects(ctx: Context, asked: readonly WireSubject[], holder: string): Promise<Found[]> {
  const serials = asked.flatMap(({ serial }) => serial ?? []);
  const called = await assets.assetsCalled(
    ctx,
    serials,
    asked.flatMap(({ assetTag }) => assetTag ?? []),
  );
  const keys = new Set(called.flatMap(({ serial }) => (serial === null ? [] : serialKey(serial))));
  const unknown = [...new Set(serials.filter((serial) => !keys.has(serialKey(serial))))].slice(0, maxSought);
  const ids = asked.flatMap(({ assetId, productId, siteId, accountId }) => [assetId, productId, siteId, accountId]);
  const known: Known = {
    holder,
    things: await store.selectThings(
      ctx.tx,
      ids.filter((id) => id !== undefined),
    ),
    called,
    near: await assets.serialsNear(ctx, unknown),
    parents: await accounts.parentsOfAccounts(ctx),
  };
  return asked.map((one) => find(one, known));
}

/** Unknown serials that others near to them are sought for; a list with more of them has another trouble than slips. */
const maxSought = 100;

function find(asked: WireSubject, known: Known): Found {
  const { assetId, serial, assetTag, productId, siteId, accountId, coversParts = false, coversSubAccounts = false } = asked;
  const named = [assetId, serial, assetTag, productId, siteId, productId === undefined ? accountId : undefined];
  if (named.filter((one) => one !== undefined).length !== 1) {
    return refuse("Name exactly one thing: assetId, serial, assetTag, productId, siteId or accountId.");
  }
  if (productId !== undefined) {
    const at = accountId ?? known.holder;
    if (known.things.get(productId)?.kind !== "product")
      return refuse("There is no such product. Choose one of the list of products.");
    return isOfHolder(at, known)
      ? { subject: { kind: "product", productId, accountId: at, coversSubAccounts } }
      : refuse(otherAccount);
  }
  if (siteId !== undefined) {
    const site = known.things.get(siteId);
    if (site?.kind !== "site") return refuse("There is no such site. Choose one of the account's.");
    return isOfHolder(site.accountId!, known) ? { subject: { kind: "site", siteId } } : refuse(otherAccount);
  }
  if (accountId !== undefined) {
    if (known.things.get(accountId)?.kind !== "account")
      return refuse("There is no such account. Choose one of the list of accounts.");
    return isOfHolder(accountId, known) ? { subject: { kind: "account", accountId, coversSubAccounts } } : refuse(otherAccount);
  }
  return assetFound(assetId === undefined ? called(asked, known) : byId(assetId, known), known, coversParts);
}

type Asset = { readonly id: string; readonly accountId: string };

function assetFound(found: Asset | string, known: Known, coversParts: boolean): Found {
  if (typeof found === "string") return refuse(found);
  if (!isOfHolder(found.accountId, known)) return refuse(otherAccount);
  return { subject: { kind: "asset", assetId: found.id, coversParts } };
}

function byId(assetId: string, { things }: Known): Asset | string {
  const thing = things.get(assetId);
  return thing?.kind === "asset"
    ? { id: assetId, accountId: thing.accountId! }
    : "There is no such asset. Choose one of the account's.";
}

/** By serial as typed, else as meant where that is one (COV12); by tag of an asset that the contract may cover. */
function called({ serial, assetTag }: WireSubject, known: Known): Asset | string {
  if (serial === undefined) {
    const tagged = known.called.filter(({ tag }) => tag !== null && serialPlain(tag) === serialPlain(assetTag!));
    const own = tagged.filter(({ accountId }) => isOfHolder(accountId, known));
    if (own.length === 1) return own[0]!;
    return own.length === 0
      ? `No asset of this account has the tag ${assetTag}. Correct it, or record that asset first.`
      : `Several assets have the tag ${assetTag}, at accounts below this one. Name the asset by its serial.`;
  }
  if (isPlaceholderSerial(serial)) return `${serial} identifies nothing. Name the asset by its tag.`;
  const typed = known.called.find((asset) => asset.serial !== null && serialPlain(asset.serial) === serialPlain(serial));
  const meant = known.called.filter((asset) => asset.serial !== null && serialKey(asset.serial) === serialKey(serial));
  if (typed !== undefined) return typed;
  if (meant.length === 1) return meant[0]!;
  const near = meant.length > 1 ? meant.map((asset) => asset.serial!) : (known.near.get(serial) ?? []);
  const hint = near.length === 0 ? "Correct it, or record that asset first." : `Did you mean ${near.slice(0, 3).join(" or ")}?`;
  return `No asset has the serial ${serial}. ${hint}`;
}

function isOfHolder(accountId: string, { holder, parents }: Known): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = accountId; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === holder) return true;
    seen.add(at);
  }
  return false;
}

const otherAccount = "It belongs to another account than the contract. Choose what is this account's, or of an account below it.";
const refuse = (refused: string): Found => ({ refused });
