/** Billing (BIL1, BIL2): what contracts owe less what was invoiced, posted as invoices and credit notes that never change. */

export * from "./at-once.ts";
export * from "./documents.ts";
export * from "./effects.ts";
export * from "./export.ts";
export * from "./goodwill.ts";
export * from "./preview.ts";
export * from "./print.ts";
export * from "./runs.ts";
export * from "./settings.ts";
