/** Money given back though the days stay charged: a credit note by hand, never above what is left of its charge (BIL2). */

import { formatMoney } from "#core/money/money.ts";
import { remainingNet, taxTaken } from "#core/billing/index.ts";
import type { InvoiceDetail } from "#api/billing.ts";
import { loadFacts } from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { documentFor, getInvoice } from "./documents.ts";
import type { DraftLine } from "./draft.ts";
import { issuedCharges, type PostedCharge } from "./issued.ts";
import { postDrafts } from "./post.ts";

export type Goodwill = {
  readonly invoiceId: string;
  readonly lineId: string;
  readonly amountMinor: bigint;
  readonly reason: string;
};

/** Posts a credit note of `amountMinor` (above 0, before tax) against a charge of the document. Gives back the credit note. */
export async function giveGoodwill(ctx: Context, { invoiceId, lineId, amountMinor, reason }: Goodwill): Promise<InvoiceDetail> {
  permit(ctx.actor, "billing.run");
  const { contractId, accountId, currency } = await documentFor(ctx, invoiceId);
  // Held, so that no run and no second goodwill takes from the charge meanwhile.
  await loadFacts(ctx, [contractId], { forUpdate: true });
  const issued = (await issuedCharges(ctx.tx, [contractId])).get(contractId) ?? [];
  const charge = issued.find(({ id }) => id === lineId);
  if (charge === undefined || !(await isOn(ctx, invoiceId, lineId)))
    throw new Problem("not_found", "This document has no such charge. Goodwill is given on a charge of an invoice.");
  const left = remainingNet(charge);
  if (amountMinor > left) {
    const most = formatMoney({ minor: left, currency });
    throw new Problem("refused", `Of this charge ${most} is left to give back, and no more. Enter that or less.`, {
      rule: "BIL2",
      errors: [{ pointer: "/body/amountMinor", message: `is above ${most}` }],
    });
  }
  const draft = { kind: "credit_note", contractId, accountId, currency, lines: [goodwillOn(charge, left, amountMinor)] } as const;
  const [posted] = await postDrafts(ctx, [draft], { runId: null, reason });
  return getInvoice(ctx, posted!.id);
}

function goodwillOn(charge: PostedCharge, leftMinor: bigint, amountMinor: bigint): DraftLine {
  const { lineId, subject, startsOn, endsBefore, period, priceMinor, taxBp } = charge;
  const given = charge.credits.filter(({ days }) => days === null).length;
  return {
    kind: "goodwill",
    key: `${charge.key}/goodwill/${given + 1}`,
    lineId,
    subject,
    startsOn,
    endsBefore,
    period,
    priceMinor,
    numerator: 0,
    denominator: 1,
    amountMinor: -amountMinor,
    withheldMinor: 0n,
    amendmentId: null,
    charge,
    covered: null,
    lineNumber: null,
    service: null,
    words: null,
    taxBp,
    taxMinor: taxTaken(leftMinor, -amountMinor, taxBp),
  };
}

async function isOn(ctx: Context, invoiceId: string, lineId: string): Promise<boolean> {
  const found = await ctx.tx
    .selectFrom("invoice_line")
    .select("id")
    .where("id", "=", lineId)
    .where("invoice_id", "=", invoiceId)
    .executeTakeFirst();
  return found !== undefined;
}
