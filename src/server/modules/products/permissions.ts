import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "products.read": ["agent", "finance", "sales", "manager", "contact"],
  "products.record": ["finance"],
} as const satisfies Permissions;
