import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  /** Writes nothing, so an auditor may too. */
  "replays.read": ["agent", "finance", "sales", "manager"],
} as const satisfies Permissions;
