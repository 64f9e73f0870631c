import {
  IconCertificate,
  IconContract,
  IconCoins,
  IconDevices,
  IconGauge,
  IconReceipt,
  IconShieldCheck,
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
};
type Address =
  | "/"
  | "/accounts"
  | "/assets"
  | "/billing"
  | "/contracts"
  | "/imports"
  | "/invoices"
  | "/plans"
  | "/projects"
  | "/tickets";

/** Every place, in the order of the navigation; some need a permission: see `useDestinations`. */
export const destinations: readonly Destination[] = [
  { to: "/", label: "Check", icon: IconShieldCheck, keys: "c" },
  { to: "/tickets", label: "Tickets", icon: IconTicket, keys: "t", permission: "tickets.read" },
  { to: "/accounts", label: "Accounts", icon: IconUsersGroup, keys: "a", permission: "accounts.read" },
  { to: "/assets", label: "Assets", icon: IconDevices, keys: "s", permission: "assets.read" },
  { to: "/contracts", label: "Contracts", icon: IconContract, keys: "n", permission: "contracts.read" },
  { to: "/invoices", label: "Invoices", icon: IconReceipt, keys: "v", permission: "billing.read" },
  { to: "/billing", label: "Billing", icon: IconCoins, keys: "b", permission: "billing_runs.read" },
  { to: "/projects", label: "Projects", icon: IconGauge, keys: "r", permission: "projects.read" },
  { to: "/plans", label: "Plans", icon: IconCertificate, keys: "p", permission: "plans.read" },
  { to: "/imports", label: "Imports", icon: IconTable, keys: "i", permission: "imports.read" },
];
