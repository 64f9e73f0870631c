import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "assets.read": ["agent", "finance", "sales", "manager", "contact"],
  "assets.record": ["finance"],
} as const satisfies Permissions;
