import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "tickets.read": ["agent", "finance", "sales", "manager", "contact"],
  /** To open one, and, for a customer's contact, to say more on it. */
  "tickets.open": ["agent", "sales", "manager", "contact"],
  /** To answer, note, change and take. */
  "tickets.work": ["agent", "manager"],
  /** What was decided about a ticket and why, with what people wrote for the desk. */
  "ticket_decisions.read": ["agent", "finance", "sales", "manager"],
} as const satisfies Permissions;
