import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  /** What is done with a no, what an account has of goodwill, and how far its records can be relied on. */
  "policy.read": ["agent", "finance", "sales", "manager"],
  /** To set the policy, and goodwill. */
  "policy.change": ["manager"],
} as const satisfies Permissions;
