/** A preview's basis as it crosses the wire, and what was recorded since. */

import type { z } from "zod";
import type { changedSince } from "#api/amendments.ts";
import { listInvoices } from "#modules/billing/billing.ts";
import type { Context } from "#platform/context.ts";
import type { Basis } from "./carry-out.ts";
import { selectAmendments } from "./store.ts";

/** Opaque to callers: they hand back what they got. */
export function basisText({ amendedAt, postedAt, digest }: Basis): string {
  return [amendedAt, postedAt, digest].join(" ");
}

/** null for a text that never was a basis. */
export function readBasis(text: string): Basis | null {
  const [amendedAt, postedAt, digest, more] = text.split(" ");
  if (amendedAt === undefined || postedAt === undefined || digest === undefined || more !== undefined) return null;
  return [amendedAt, postedAt].every((at) => at === "" || isInstant(at)) ? { amendedAt, postedAt, digest } : null;
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Documents that are looked through for later ones: more are not posted for one contract while somebody looks at a preview. */
const latestDocuments = 50;

/** The amendments and documents recorded since a preview was made, the latest first. */
export async function recordedSince(
  ctx: Context,
  contractId: string,
  { amendedAt, postedAt }: Basis,
): Promise<z.infer<typeof changedSince>> {
  const after = amendedAt === "" ? null : Temporal.Instant.from(amendedAt);
  const amendments = await selectAmendments(ctx.tx, contractId, { after });
  const { rows: documents } = await listInvoices(ctx, { contractId, limit: latestDocuments });
  const isLater = (at: string) => postedAt === "" || Temporal.Instant.compare(at, postedAt) > 0;
  return {
    amendments: amendments.map(({ id, kind, effectiveOn, reason, authorName, recordedAt }) => ({
      id,
      kind,
      effectiveOn,
      reason,
      authorName,
      recordedAt,
    })),
    invoices: documents
      .filter((document) => isLater(document.postedAt))
      .map(({ id, number, postedAt: at, postedBy }) => ({ id, number, postedAt: at, authorName: postedBy })),
  };
}
