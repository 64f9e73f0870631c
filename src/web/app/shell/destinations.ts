import {
  IconCertificate,
  IconContract,
  IconDevices,
  IconShieldCheck,
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
type Address = "/" | "/accounts" | "/assets" | "/contracts" | "/plans";

/** The places that everybody has, in the order of the navigation. */
export const destinations: readonly Destination[] = [
  { to: "/", label: "Check", icon: IconShieldCheck, keys: "c" },
  { to: "/accounts", label: "Accounts", icon: IconUsersGroup, keys: "a" },
  { to: "/assets", label: "Assets", icon: IconDevices, keys: "s" },
  { to: "/contracts", label: "Contracts", icon: IconContract, keys: "n" },
  { to: "/plans", label: "Plans", icon: IconCertificate, keys: "p" },
];
