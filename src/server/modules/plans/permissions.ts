import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "plans.read": ["agent", "finance", "sales", "manager"],
} as const satisfies Permissions;
