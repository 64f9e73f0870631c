import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "billing.read": ["finance", "sales", "manager", "contact"],
  "billing_runs.read": ["finance", "sales", "manager"],
  "billing.run": ["finance"],
} as const satisfies Permissions;
