import type { DocumentKind } from "#api/billing.ts";

export const documentKindNames: Record<DocumentKind, string> = { invoice: "Invoice", credit_note: "Credit note" };

/** "20 %", "7.5 %", for basis points. */
export const rateWords = (basisPoints: number): string =>
  new Intl.NumberFormat(navigator.language, { style: "percent", maximumFractionDigits: 2 }).format(basisPoints / 10_000);
