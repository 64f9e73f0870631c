import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "assets.read": ["agent", "finance", "sales", "manager", "contact"],
  "assets.record": ["finance"],
  /** To say that somebody has seen an asset and its serial. */
  "assets.verify": ["agent", "finance", "manager"],
} as const satisfies Permissions;
