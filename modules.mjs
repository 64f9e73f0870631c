// THE MODULE GRAPH. Each module of the server, and the modules whose front doors it may import: down this table by call, up it
// by event. The front door of module x is src/server/modules/x/x.ts; every other file of x is its own business.
// Read by .dependency-cruiser.mjs; a circle cannot be written without the check refusing it.
export const MODULES = {
  identity: [],
  accounts: [],
  products: [],
  plans: ["products"],
  assets: ["accounts", "products"],
  contracts: ["accounts", "products", "assets", "plans"],
  allowances: [],
  policies: [],
  exceptions: ["policies"],
  billing: ["accounts", "contracts", "allowances"],
  entitlements: ["accounts", "products", "assets", "plans", "contracts", "allowances", "policies"],
  projects: ["entitlements", "allowances"],
  tickets: ["identity", "accounts", "products", "assets", "entitlements", "allowances", "policies", "exceptions", "projects"],
  replays: ["policies", "entitlements", "tickets"],
  search: [],
  timelines: [],
  imports: ["accounts", "products", "assets", "plans", "contracts", "projects"],
  amendments: ["accounts", "assets", "plans", "contracts", "billing", "entitlements", "tickets", "projects", "imports"],
  tiers: ["products", "plans", "contracts", "amendments"],
};
