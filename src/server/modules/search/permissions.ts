import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  /** To search at all; what is found is what the asker may read. */
  "search.read": ["agent", "finance", "sales", "manager", "contact"],
} as const satisfies Permissions;
