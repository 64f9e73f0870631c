import type { SessionReply } from "#api/identity.ts";

type Role = NonNullable<SessionReply["user"]>["role"];

const words: Record<Role, string> = {
  administrator: "Administrator",
  agent: "Agent",
  finance: "Finance",
  sales: "Sales",
  manager: "Manager",
  auditor: "Auditor",
  contact: "Customer",
};

/** What people call the role. */
export const roleWords = (role: Role): string => words[role];
