/** A preview's basis as it crosses the wire, and what was recorded since. */

import type { z } from "zod";
import type { changedSince } from "#api/amendments.ts";
import type { Context } from "#platform/context.ts";
import type { Basis } from "./carry-out.ts";
import { selectAmendments } from "./store.ts";

/** Opaque to callers: they hand back what they got. */
export function basisText({ latestAt, at, digest }: Basis): string {
  return [latestAt, at, digest].join(" ");
}

/** null for a text that never was a basis. */
export function readBasis(text: string): Basis | null {
  const [latestAt, at, digest] = text.split(" ");
  if (latestAt === undefined || at === undefined || digest === undefined) return null;
  return isInstant(at) && (latestAt === "" || isInstant(latestAt)) ? { latestAt, at, digest } : null;
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

/** The amendments and documents recorded since a preview was made, the latest first. */
export async function recordedSince(
  ctx: Context,
  contractId: string,
  { latestAt }: Basis,
): Promise<z.infer<typeof changedSince>> {
  const after = latestAt === "" ? null : Temporal.Instant.from(latestAt);
  const amendments = await selectAmendments(ctx.tx, contractId, { after });
  return {
    amendments: amendments.map(({ id, kind, effectiveOn, reason, authorName, recordedAt }) => ({
      id,
      kind,
      effectiveOn,
      reason,
      authorName,
      recordedAt,
    })),
    invoices: [],
  };
}
