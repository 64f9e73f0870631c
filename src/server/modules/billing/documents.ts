/** Invoices and credit notes as read. A contact sees those of their own account, and of amendments what was done, not why. */

import { z } from "zod";
import type { InvoiceDetail, InvoiceLine, InvoiceRow } from "#api/billing.ts";
import type { Context } from "#platform/context.ts";
import { pageOf, readCursor, type Page } from "#platform/page.ts";
import { type Actor, accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./document-store.ts";

type Paged = { readonly cursor?: string | undefined; readonly limit: number };

const place = z.tuple([z.iso.datetime(), z.string()]);

/** The latest posted first. */
export async function listInvoices(
  ctx: Context,
  { cursor, limit, ...filter }: store.DocumentFilter & Paged,
): Promise<Page<InvoiceRow>> {
  permit(ctx.actor, "billing.read");
  const after = readCursor(cursor, place);
  const found = await store.selectDocuments(
    ctx.tx,
    scoped(ctx.actor, filter),
    after && { postedAt: after[0], number: after[1] },
    limit + 1,
  );
  return pageOf(found, limit, (last) => [last.postedAt.toString(), last.number], rowOf);
}

/** The filter, confined to the account that the actor may see. Throws `not_found` where it asks for another. */
export function scoped(actor: Actor, filter: store.DocumentFilter): store.DocumentFilter {
  const own = accountScope(actor);
  if (own === undefined) return filter;
  if (filter.accountId !== undefined) permitAccount(actor, filter.accountId);
  return { ...filter, accountId: own };
}

const firstLines = 200;

/** A document with the first page of its lines; with `knownAt` as it stood then. */
export async function getInvoice(ctx: Context, id: string, knownAt?: string): Promise<InvoiceDetail> {
  const document = await documentFor(ctx, id, knownAt);
  const taxes = await store.selectTaxes(ctx.tx, id);
  const linePage = await linesOf(ctx, id, { limit: firstLines, knownAt });
  return { ...rowOf(document), supplier: document.supplier, customer: document.customer, taxes, linePage };
}

/** A page of a document's lines. */
export async function listInvoiceLines(
  ctx: Context,
  id: string,
  asked: Paged & { readonly knownAt?: string | undefined },
): Promise<Page<InvoiceLine>> {
  await documentFor(ctx, id, asked.knownAt);
  return linesOf(ctx, id, asked);
}

/** The document, where the actor may see it and it was posted by then. */
export async function documentFor(ctx: Context, id: string, knownAt?: string): Promise<store.DocumentRow> {
  permit(ctx.actor, "billing.read");
  const document = await store.selectDocument(ctx.tx, id);
  const isKnown =
    document !== undefined &&
    (knownAt === undefined || Temporal.Instant.compare(document.postedAt, Temporal.Instant.from(knownAt)) <= 0);
  if (!isKnown) throw new Problem("not_found", "There is no such document.");
  permitAccount(ctx.actor, document.accountId, "There is no such document.");
  return document;
}

const linePlace = z.tuple([z.number().int()]);

/** Without asking whether the actor may: whoever asks has the document. */
export async function linesOf(
  ctx: Context,
  id: string,
  { cursor, limit, knownAt }: Paged & { readonly knownAt?: string | undefined },
): Promise<Page<InvoiceLine>> {
  const [after] = readCursor(cursor, linePlace) ?? [0];
  const found = await store.selectLines(ctx.tx, id, after, limit + 1);
  const charges = found.filter(({ kind }) => kind === "charge").map((line) => line.id);
  const taken = charges.length === 0 ? [] : await store.selectTaken(ctx.tx, charges, knownAt);
  const byCharge = Map.groupBy(taken, ({ chargeId }) => chargeId);
  return pageOf(
    found,
    limit,
    (last) => [last.ordinal],
    (line) => lineOf(ctx.actor, line, byCharge.get(line.id) ?? []),
  );
}

function lineOf(actor: Actor, { invoiceId: _, ...line }: store.LineRow, taken: readonly store.TakenRow[]): InvoiceLine {
  const left = taken.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), BigInt(line.amountMinor));
  return {
    ...line,
    amendment: line.amendment && (actor.role === "contact" ? { ...line.amendment, reason: null } : line.amendment),
    leftMinor: line.kind === "charge" ? left.toString() : null,
    credits: taken.map(({ chargeId: __, ...one }) => one),
  };
}

function rowOf({ supplier: _, customer: __, ...row }: store.DocumentRow): InvoiceRow {
  return { ...row, postedAt: row.postedAt.toString() };
}
