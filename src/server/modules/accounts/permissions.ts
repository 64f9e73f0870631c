import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "accounts.read": ["agent", "finance", "sales", "manager", "contact"],
  "accounts.record": ["finance"],
} as const satisfies Permissions;
