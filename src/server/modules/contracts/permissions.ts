import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "contracts.read": ["agent", "finance", "sales", "manager", "contact"],
  "contracts.record": ["finance"],
} as const satisfies Permissions;
