import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  /** What is granted, what is left and what became of it. */
  "allowances.read": ["agent", "finance", "sales", "manager", "contact"],
  /** To draw, as a part of asking with a hold, of opening a ticket or of working on it. */
  "allowances.draw": ["agent", "finance", "sales", "manager", "contact"],
  /** To add units, or take them away, by hand. */
  "allowances.correct": ["finance", "manager"],
} as const satisfies Permissions;
