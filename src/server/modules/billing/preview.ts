/** The documents that a run would post for one contract now, with their lines in words. */

import type { previewBilling } from "#api/billing.ts";
import type { ReplyOf } from "#api/endpoint.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { drawUp } from "./bill.ts";
import { type Draft, totalOf } from "./draft.ts";
import { wordsOf } from "./line-rows.ts";
import { isSigned } from "./run-store.ts";

type Preview = ReplyOf<typeof previewBilling>;

/** Lines of a document that are shown. */
const shown = 200;

/** What a run through a day would post for the contract; nothing of a draft. Throws `not_found` where there is no such contract. */
export async function previewBillingOf(ctx: Context, contractId: string, through: IsoDate): Promise<Preview> {
  permit(ctx.actor, "billing_runs.read");
  const [bill] = await drawUp(ctx, [contractId], through, { hold: false });
  if (bill === undefined) throw new Problem("not_found", "There is no such contract.");
  const documents: Preview["documents"] = [];
  const drafts = (await isSigned(ctx.tx, contractId)) ? bill.drafts : [];
  for (const draft of drafts) documents.push(await documentOf(ctx, draft));
  const problem = bill.problem && { code: bill.problem.code, message: bill.problem.message };
  return { contractId, through, currency: bill.currency, documents, problem };
}

async function documentOf(ctx: Context, draft: Draft): Promise<Preview["documents"][number]> {
  const { netMinor, taxMinor } = totalOf(draft.lines);
  const first = { ...draft, lines: draft.lines.slice(0, shown) };
  const words = await wordsOf(ctx.tx, first);
  const amendments = await amendmentsOf(ctx, first);
  const account = await ctx.tx.selectFrom("account").select("name").where("id", "=", draft.accountId).executeTakeFirstOrThrow();
  return {
    kind: draft.kind,
    accountId: draft.accountId,
    accountName: account.name,
    netMinor: netMinor.toString(),
    taxMinor: taxMinor.toString(),
    totalMinor: (netMinor + taxMinor).toString(),
    lineCount: draft.lines.length,
    lines: first.lines.map((line) => {
      const { key: _, ...said } = words.get(line.key)!;
      const { kind, lineId, startsOn, endsBefore, numerator, denominator, taxBp } = line;
      return {
        kind,
        lineId,
        ...said,
        startsOn,
        endsBefore,
        numerator,
        denominator,
        taxBp,
        periodStartsOn: line.period.startsOn,
        periodEndsBefore: line.period.endsBefore,
        priceMinor: line.priceMinor.toString(),
        amountMinor: line.amountMinor.toString(),
        withheldMinor: line.withheldMinor.toString(),
        taxMinor: line.taxMinor.toString(),
        amendment: line.amendmentId === null ? null : (amendments.get(line.amendmentId) ?? null),
      };
    }),
  };
}

type Named = { readonly id: string; readonly kind: string; readonly effectiveOn: string; readonly reason: string };

async function amendmentsOf(ctx: Context, { lines }: Draft): Promise<Map<string, Named>> {
  const ids = [...new Set(lines.flatMap(({ amendmentId }) => amendmentId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await ctx.tx
    .selectFrom("amendment")
    .select(["id", "kind", "effective_on as effectiveOn", "reason"])
    .where("id", "in", ids)
    .execute();
  return new Map(found.map((one) => [one.id, one]));
}
