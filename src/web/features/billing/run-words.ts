import type { BillingRun, CurrencyTotal } from "#api/billing.ts";
import type { BadgeTone } from "#web/ui/badge/badge.tsx";
import { plural } from "#web/ui/format/words.ts";

type Status = BillingRun["status"];

/** What a run is, in a word or two: a preview that is done has posted nothing. */
export function runStateWords({ status, dryRun }: Pick<BillingRun, "status" | "dryRun">): string {
  if (status === "running") return dryRun ? "Looking" : "Posting";
  if (status === "cancelled") return "Stopped";
  if (status === "failed") return "Failed";
  return dryRun ? "Preview" : "Posted";
}

export function runTone({ status, dryRun }: Pick<BillingRun, "status" | "dryRun">): BadgeTone {
  const tones: Record<Status, BadgeTone> = {
    running: "accent",
    done: dryRun ? "quiet" : "good",
    cancelled: "caution",
    failed: "bad",
  };
  return tones[status];
}

/** "12 invoices and 3 credit notes"; null where there are none. */
export function documentsWords(totals: readonly Pick<CurrencyTotal, "invoices" | "creditNotes">[]): string | null {
  const sum = (of: "invoices" | "creditNotes"): number => totals.reduce((all, total) => all + total[of], 0);
  const [invoices, credits] = [sum("invoices"), sum("creditNotes")];
  const words = [
    ...(invoices > 0 ? [plural(invoices, "invoice")] : []),
    ...(credits > 0 ? [plural(credits, "credit note")] : []),
  ];
  return words.length === 0 ? null : words.join(" and ");
}
