import type { Permissions } from "#platform/permit.ts";

/** To record one is `contracts.amend`. */
export const permissions = {
  /** With the reasons that were given, which are not written for customers. */
  "amendments.read": ["agent", "finance", "sales", "manager"],
} as const satisfies Permissions;
