import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "contracts.read": ["agent", "finance", "sales", "manager", "contact"],
  "contracts.record": ["finance"],
  "contracts.amend": ["finance"],
} as const satisfies Permissions;
