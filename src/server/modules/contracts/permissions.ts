import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "contracts.read": ["agent", "finance", "sales", "manager", "contact"],
  "contracts.record": ["finance"],
  "contracts.amend": ["finance"],
  "contracts.make": ["finance"],
  "contracts.change": ["finance"],
  "contracts.attach": ["finance"],
  /** To say that a contract is as finance has it. */
  "contracts.reconcile": ["finance"],
} as const satisfies Permissions;
