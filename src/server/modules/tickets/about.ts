/** What a ticket is about, who asks and how, changed into something else: what follows from it, and how it is asked (ENT11). */

import { isDeepStrictEqual } from "node:util";
import type { AskedQuestion } from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./about-store.ts";
import type { About, Change, Ticket } from "./ticket.ts";

/** What is asked to be another; what is left out stays, as far as it goes with the rest. */
export type AskedAbout = { readonly [Key in keyof About]?: About[Key] | undefined };

export type Turned = {
  readonly about: About;
  readonly changes: readonly Change[];
  /** The clues of the question that decides anew. */
  readonly question: AskedQuestion;
};

type Things = {
  readonly account: store.AccountNamed | null;
  readonly asset: store.AssetNamed | null;
  readonly contact: store.ContactNamed | null;
  readonly product: store.ProductNamed | null;
};

/**
 * The ticket turned to what is asked, and the question about it; null where nothing changes. `asked` is the question by which it was
 * last decided: its moment, and clues that lead to what stays, are kept. Throws `refused` (ENT11), pointing at what is unknown or does not go together.
 */
export async function turned(ctx: Context, ticket: Ticket, to: AskedAbout, asked: AskedQuestion): Promise<Turned | null> {
  const was = await thingsOf(ctx, ticket);
  const now = await thingsAfter(ctx, ticket, was, to);
  const about: About = {
    accountId: now.account?.id ?? null,
    assetId: now.asset?.id ?? null,
    contactId: now.contact?.id ?? null,
    productId: now.product?.id ?? null,
    channel: to.channel ?? ticket.channel,
    severity: to.severity ?? ticket.severity,
  };
  const changes = changesOf(ticket, was, about, now);
  if (changes.length === 0) return null;
  return { about, changes, question: questionAbout(ticket, about, now, asked) };
}

async function thingsOf(ctx: Context, { accountId, assetId, contactId, productId }: About): Promise<Things> {
  return {
    account: (accountId === null ? undefined : await store.selectAccount(ctx.tx, accountId)) ?? null,
    asset: (assetId === null ? undefined : await store.selectAsset(ctx.tx, assetId)) ?? null,
    contact: (contactId === null ? undefined : await store.selectContact(ctx.tx, contactId)) ?? null,
    product: (productId === null ? undefined : await store.selectProduct(ctx.tx, productId)) ?? null,
  };
}

/** An asset brings its account and its product; what belongs to another account than the ticket's is left behind. */
async function thingsAfter(ctx: Context, ticket: Ticket, was: Things, to: AskedAbout): Promise<Things> {
  const named = await thingsNamed(ctx, to);
  const ofAccount = (id: string | undefined): boolean => named.account === undefined || id === named.account?.id;
  const asset = named.asset !== undefined ? named.asset : was.asset !== null && ofAccount(was.asset.accountId) ? was.asset : null;
  if (asset !== null && !ofAccount(asset.accountId)) throw refused("assetId", "This asset belongs to another account.");
  const account =
    named.account !== undefined
      ? named.account
      : named.asset
        ? (await store.selectAccount(ctx.tx, named.asset.accountId))!
        : named.contact && asset === null
          ? (await store.selectAccount(ctx.tx, named.contact.accountId))!
          : was.account;
  const isMoved = account?.id !== ticket.accountId;
  const contact =
    named.contact !== undefined ? named.contact : isMoved && was.contact?.accountId !== account?.id ? null : was.contact;
  if (named.contact && account !== null && named.contact.accountId !== account.id)
    throw refused("contactId", `${named.contact.name} is no contact of ${account.name}.`);
  return { account, asset, contact, product: await productAfter(ctx, { was, asset, named: named.product }) };
}

type Named = { readonly [Key in keyof Things]: Things[Key] | undefined };

async function thingsNamed(ctx: Context, to: AskedAbout): Promise<Named> {
  const known = async <T>(field: keyof About, id: string | null | undefined, select: (id: string) => Promise<T | undefined>) => {
    if (id === undefined || id === null) return id;
    const found = await select(id);
    if (found === undefined) throw refused(field, "There is no such thing in the register.");
    return found;
  };
  return {
    account: await known("accountId", to.accountId, (id) => store.selectAccount(ctx.tx, id)),
    asset: await known("assetId", to.assetId, (id) => store.selectAsset(ctx.tx, id)),
    contact: await known("contactId", to.contactId, (id) => store.selectContact(ctx.tx, id)),
    product: await known("productId", to.productId, (id) => store.selectProduct(ctx.tx, id)),
  };
}

type Parts = { readonly was: Things; readonly asset: Things["asset"]; readonly named: Named["product"] };

async function productAfter(ctx: Context, { was, asset, named }: Parts): Promise<Things["product"]> {
  if (asset === null || asset.productId === null) return named !== undefined ? named : was.asset === null ? was.product : null;
  if (named !== undefined && named?.id !== asset.productId)
    throw refused("productId", "The asset tells its own product. Choose another asset, or leave the product out.");
  return (await store.selectProduct(ctx.tx, asset.productId))!;
}

function changesOf(ticket: Ticket, was: Things, about: About, now: Things): Change[] {
  const calledBefore = namesOf(ticket, was);
  const called = namesOf(about, now);
  const whats = ["Account", "Contact", "Asset", "Product", "Channel", "Severity"] as const;
  const keys = ["accountId", "contactId", "assetId", "productId", "channel", "severity"] as const;
  return keys.flatMap((key, index) =>
    isDeepStrictEqual(ticket[key], about[key]) ? [] : [{ what: whats[index]!, from: calledBefore[key], to: called[key] }],
  );
}

function namesOf(about: About, { account, asset, contact, product }: Things): Record<keyof About, string | null> {
  return {
    accountId: account?.name ?? null,
    contactId: contact?.name ?? null,
    assetId: asset === null ? null : (asset.serial ?? asset.tag),
    productId: product?.name ?? null,
    channel: about.channel,
    severity: String(about.severity),
  };
}

/** Clues that lead to what stays are kept as they were asked; for what is new, the register's own. */
function questionAbout(ticket: Ticket, about: About, now: Things, asked: AskedQuestion): AskedQuestion {
  const { serial, assetTag, email, phone, contractNumber, account, product, service, at } = asked;
  const staysAsset = about.assetId === ticket.assetId;
  const staysHere = staysAsset && about.accountId === ticket.accountId;
  const staysProduct = staysAsset && about.productId === ticket.productId;
  const caller = about.contactId === ticket.contactId ? { email, phone } : callerClues(now.contact);
  return present({
    ...(staysAsset ? { serial, assetTag } : assetClues(now.asset)),
    ...caller,
    contractNumber: staysHere ? contractNumber : undefined,
    account: staysHere ? account : (now.account?.reference ?? now.account?.name),
    product: staysProduct ? product : now.asset === null ? (now.product?.slug ?? now.product?.name) : undefined,
    service,
    channel: about.channel,
    severity: about.severity,
    at,
  });
}

function assetClues(asset: Things["asset"]): AskedQuestion {
  if (asset === null) return {};
  return asset.serial === null ? { assetTag: asset.tag! } : { serial: asset.serial };
}

function callerClues(contact: Things["contact"]): AskedQuestion {
  if (contact === null) return {};
  if (contact.email !== null) return { email: contact.email };
  if (contact.phone !== null) return { phone: contact.phone };
  throw refused("contactId", `${contact.name} has neither e-mail nor phone, by which a caller is known. Add one first.`);
}

/** Without what is undefined: a question is kept as JSON. */
function present(question: AskedQuestion): AskedQuestion {
  return Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
}

function refused(field: keyof About, message: string): Problem {
  return new Problem("refused", message, { rule: "ENT11", errors: [{ pointer: `/body/${field}`, message }] });
}
