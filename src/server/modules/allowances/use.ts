/** What draws on allowances of tickets, and what can happen to it (ALW4). */

import type { Allowance, Request, TicketAllowance, TicketHappening } from "#core/allowances/index.ts";
import type { PlanAllowance, PlanTerms } from "#core/entitlement/terms.ts";

/** What covers a use: a plan as one contract grants it, on the contract's days. */
export type Cover = Omit<Allowance, "id" | "terms"> & {
  readonly contractId: string;
  readonly planId: string;
  readonly terms: Pick<PlanTerms, "allowances">;
};

/** A ticket, or a check that holds: whatever draws, by the id of the ticket or of the recorded decision. */
export type Use = {
  readonly id: string;
  /** null: nothing with a contract covers it, so that it has nothing of any allowance. */
  readonly cover: Cover | null;
  readonly request: Request & { readonly isOutOfHours: boolean };
};

/** What happened, when, and by which event: the same event of the same use is taken once (ALW2). */
export type Happening = { readonly event: string; readonly at: Temporal.Instant } & (
  | { readonly kind: Exclude<TicketHappening["kind"], "re_pointed"> }
  | { readonly kind: "re_pointed"; readonly stage: "open" | "resolved" }
);

/** One allowance among all: a plan's, as a contract grants it. */
export type AllowanceName = { readonly contractId: string; readonly planId: string; readonly key: string };

export function idOf({ contractId, planId, key }: AllowanceName): string {
  return `${contractId}/${planId}/${key}`;
}

/** A plan's allowance as the contract grants it. */
export function allowanceUnder(
  { contractId, planId, anchorOn, startsOn, endsBefore, timeZone }: Omit<Cover, "terms">,
  { key, ...terms }: PlanAllowance,
): Allowance {
  return { id: idOf({ contractId, planId, key }), terms, anchorOn, startsOn, endsBefore, timeZone };
}

/** Whether tickets draw on it, rather than work. */
export function isOfTickets(allowance: Allowance): allowance is Allowance<TicketAllowance> {
  return allowance.terms.unit === "tickets";
}
