import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "plans.read": ["agent", "finance", "sales", "manager"],
  /** Plans, templates and the order of preference. */
  "plans.change": ["manager"],
} as const satisfies Permissions;
