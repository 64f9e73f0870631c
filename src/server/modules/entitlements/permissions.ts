import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  /** To ask, and to see what was decided; an auditor may, for asking writes nothing (ENT12). */
  "entitlements.read": ["agent", "finance", "sales", "manager", "contact"],
  /** To have a decision kept. */
  "entitlements.record": ["agent", "finance", "sales", "manager"],
} as const satisfies Permissions;
