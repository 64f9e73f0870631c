/** Who issues documents: printed on those to come, kept by those posted. */

import type { BillingSettings } from "#api/billing.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";

/** As they stand now. */
export async function billingSettings(ctx: Context): Promise<BillingSettings> {
  permit(ctx.actor, "billing_runs.read");
  return readSettings(ctx);
}

/** Changes them for documents to come. Refuses a time zone that is none. */
export async function changeBillingSettings(ctx: Context, asked: BillingSettings): Promise<BillingSettings> {
  permit(ctx.actor, "billing.run");
  if (!isZone(asked.timeZone)) {
    const message = `“${asked.timeZone}” is no time zone. Name one as Europe/London is.`;
    throw new Problem("refused", message, { errors: [{ pointer: "/body/timeZone", message: "is no time zone" }] });
  }
  await ctx.tx
    .updateTable("billing_setting")
    .set({
      supplier_name: asked.name,
      supplier_address: asked.address,
      tax_number: asked.taxNumber,
      payment_details: asked.paymentDetails,
      payment_days: asked.paymentDays,
      time_zone: asked.timeZone,
      changed_at: ctx.now,
      changed_by: ctx.actor.name,
    })
    .execute();
  return readSettings(ctx);
}

/** Without asking for a permission: whoever posts needs them. */
export async function readSettings(ctx: Context): Promise<BillingSettings> {
  return ctx.tx
    .selectFrom("billing_setting")
    .select(["supplier_name as name", "supplier_address as address", "tax_number as taxNumber"])
    .select(["payment_details as paymentDetails", "payment_days as paymentDays", "time_zone as timeZone"])
    .executeTakeFirstOrThrow();
}

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
