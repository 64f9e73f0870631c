import {
  IconCertificate,
  IconChecklist,
  IconContract,
  IconCoins,
  IconDevices,
  IconGauge,
  IconReceipt,
  IconScale,
  IconShieldCheck,
  IconShieldQuestion,
  IconTable,
  IconTicket,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";

/** A place in the navigation. `keys` opens it from the keyboard: g, then the letter. */
export type Destination = {
  readonly to: Address;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly keys: string;
  readonly permission?: string;
  /** For customers alone, or for everybody else. */
  readonly who?: "contact" | "staff";
};
type Address =
  | "/"
  | "/accounts"
  | "/assets"
  | "/billing"
  | "/contracts"
  | "/exceptions"
  | "/imports"
  | "/invoices"
  | "/plans"
  | "/policy"
  | "/projects"
  | "/support"
  | "/tasks"
  | "/tickets";

/** Every place, in the order of the navigation; some need a permission: see `useDestinations`. */
export const destinations: readonly Destination[] = [
  { to: "/support", label: "My support", icon: IconShieldCheck, keys: "m", who: "contact" },
  { to: "/", label: "Check", icon: IconShieldCheck, keys: "c", who: "staff" },
  { to: "/tickets", label: "Tickets", icon: IconTicket, keys: "t", permission: "tickets.read" },
  { to: "/accounts", label: "Accounts", icon: IconUsersGroup, keys: "a", permission: "accounts.read" },
  { to: "/assets", label: "Assets", icon: IconDevices, keys: "s", permission: "assets.read" },
  { to: "/contracts", label: "Contracts", icon: IconContract, keys: "n", permission: "contracts.read" },
  { to: "/invoices", label: "Invoices", icon: IconReceipt, keys: "v", permission: "billing.read" },
  { to: "/billing", label: "Billing", icon: IconCoins, keys: "b", permission: "billing_runs.read" },
  { to: "/projects", label: "Projects", icon: IconGauge, keys: "r", permission: "projects.read" },
  { to: "/exceptions", label: "Exceptions", icon: IconShieldQuestion, keys: "x", permission: "exceptions.read" },
  { to: "/tasks", label: "Tasks", icon: IconChecklist, keys: "k", permission: "tasks.read" },
  { to: "/plans", label: "Plans", icon: IconCertificate, keys: "p", permission: "plans.read" },
  { to: "/policy", label: "Policy", icon: IconScale, keys: "o", permission: "policy.read" },
  { to: "/imports", label: "Imports", icon: IconTable, keys: "i", permission: "imports.read" },
];
