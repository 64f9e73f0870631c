import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "exceptions.read": ["agent", "sales", "finance", "manager"],
  /** To say what became of one, and who works on it. */
  "exceptions.work": ["sales", "manager"],
  /** To serve although policy says enforce or bill. */
  "exceptions.approve": ["manager"],
  "tasks.read": ["agent", "sales", "finance", "manager"],
  "tasks.work": ["agent", "sales", "manager"],
} as const satisfies Permissions;
