import type { Permissions } from "#platform/permit.ts";

/** Who may manage who signs in. Keys of one's own are everybody's but the customers'. */
export const permissions: Permissions = {
  "users.read": [],
  "users.manage": [],
  "api_keys.own": ["agent", "finance", "sales", "manager"],
  "api_keys.manage": [],
};
