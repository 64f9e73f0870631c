import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  /** Work done, and where it is booked. */
  "work.read": ["agent", "finance", "sales", "manager"],
  /** To enter work, and to remove one's own. */
  "work.record": ["agent", "manager"],
  /** To remove anybody's. */
  "work.correct": ["manager"],
  /** Budgets in hours: those who do the work see hours, not prices. */
  "projects.read": ["agent", "finance", "sales", "manager"],
  /** Budgets in money. */
  "budgets.read": ["finance", "sales", "manager"],
  /** To say what share of coverage makes a budget. */
  "budgets.set": ["finance"],
} as const satisfies Permissions;
