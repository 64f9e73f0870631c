/** Who signs in to the demo: one of each role, and a few more agents to share the work. */

import { createUsers, demoSignIn } from "#modules/identity/identity.ts";
import type { Context } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";
import type { Customer } from "./estate.ts";

/** Who works on tickets. */
export type Colleague = { readonly id: string; readonly name: string };

const staff = [
  { name: "Robin Ashdown", email: demoSignIn.email, role: "administrator" },
  { name: "Nora Whitfield", email: "nora@example.com", role: "agent" },
  { name: "Tomás Arriaga", email: "tomas@example.com", role: "agent" },
  { name: "Ines Keller", email: "ines@example.com", role: "agent" },
  { name: "Gareth Pugh", email: "gareth@example.com", role: "finance" },
  { name: "Simone Achterberg", email: "simone@example.com", role: "sales" },
  { name: "Farah Nasser", email: "farah@example.com", role: "manager" },
  { name: "Lucas Oyelaran", email: "lucas@example.com", role: "auditor" },
] as const;

/** The agents, who keeps the contracts, and who decides what is offered. */
export type People = { readonly agents: readonly Colleague[]; readonly finance: Actor; readonly manager: Actor };

/** Makes them, and one customer's contact, all with the demo's password. */
export async function makePeople(ctx: Context, customer: Customer): Promise<People> {
  const contact = customer.contacts[0]!;
  const asking = {
    name: contact.name,
    email: contact.email!,
    role: "contact",
    accountId: contact.accountId,
    contactId: contact.id,
  } as const;
  const made = await createUsers(ctx, [...staff, asking], demoSignIn.password);
  const actor = (wanted: "finance" | "manager"): Actor => {
    const { id, name, role } = made.find((one) => one.role === wanted)!;
    return { kind: "user", id, name, role, accountId: null, contactId: null };
  };
  return {
    agents: made.filter((one) => one.role === "agent").map((agent) => ({ id: agent.id, name: agent.name })),
    finance: actor("finance"),
    manager: actor("manager"),
  };
}
