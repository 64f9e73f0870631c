import type { Permissions } from "#platform/permit.ts";

export const permissions = {
  "imports.read": ["finance"],
  "imports.run": ["finance"],
} as const satisfies Permissions;
