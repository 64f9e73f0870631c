import type { z } from "zod";
import type { contractState } from "#api/contracts.ts";
import type { assetRow } from "#api/register.ts";
import type { TicketStatus } from "#api/tickets.ts";

type AssetStatus = z.infer<typeof assetRow>["status"];
export type ContractState = z.infer<typeof contractState>;

export const assetStatusNames: Record<AssetStatus, string> = { in_use: "In use", spare: "Spare", retired: "Retired" };

export const contractStateNames: Record<ContractState, string> = {
  draft: "Draft",
  signed: "Signed",
  in_force: "In force",
  suspended: "Suspended",
  ended: "Ended",
  cancelled: "Cancelled",
};

/** A record of names as the options of a select. */
export const optionsOf = <Value extends string>(names: Record<Value, string>): { value: Value; label: string }[] =>
  (Object.entries(names) as [Value, string][]).map(([value, label]) => ({ value, label }));

export const ticketStatusNames: Record<TicketStatus, string> = {
  new: "New",
  on_hand: "On hand",
  waiting_customer: "Waiting for customer",
  waiting_vendor: "Waiting for vendor",
  solved: "Solved",
  closed: "Closed",
  cancelled: "Cancelled",
};
