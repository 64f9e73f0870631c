import type { Permissions } from "#platform/permit.ts";

/** To take up a proposal is `contracts.amend`. */
export const permissions = {
  "tiers.read": ["agent", "finance", "sales", "manager"],
  "tiers.change": ["manager"],
  "tiers.decline": ["finance", "sales", "manager"],
} as const satisfies Permissions;
