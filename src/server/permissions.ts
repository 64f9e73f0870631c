import { registerPermissions, type Permissions } from "#platform/permit.ts";
import { permissions as identity } from "#modules/identity/permissions.ts";
import { permissions as accounts } from "#modules/accounts/permissions.ts";
import { permissions as products } from "#modules/products/permissions.ts";
import { permissions as plans } from "#modules/plans/permissions.ts";
import { permissions as assets } from "#modules/assets/permissions.ts";
import { permissions as contracts } from "#modules/contracts/permissions.ts";
import { permissions as allowances } from "#modules/allowances/permissions.ts";
import { permissions as policies } from "#modules/policies/permissions.ts";
import { permissions as exceptions } from "#modules/exceptions/permissions.ts";
import { permissions as billing } from "#modules/billing/permissions.ts";
import { permissions as entitlements } from "#modules/entitlements/permissions.ts";
import { permissions as tickets } from "#modules/tickets/permissions.ts";
import { permissions as projects } from "#modules/projects/permissions.ts";
import { permissions as amendments } from "#modules/amendments/permissions.ts";
import { permissions as replays } from "#modules/replays/permissions.ts";
import { permissions as tiers } from "#modules/tiers/permissions.ts";
import { permissions as search } from "#modules/search/permissions.ts";
import { permissions as imports } from "#modules/imports/permissions.ts";

/** Each module's permissions, in the order of the module graph. A new module adds its line here. */
const modules: Record<string, Permissions> = {
  identity,
  accounts,
  products,
  plans,
  assets,
  contracts,
  allowances,
  policies,
  exceptions,
  billing,
  entitlements,
  tickets,
  projects,
  amendments,
  tiers,
  replays,
  search,
  imports,
};

for (const permissions of Object.values(modules)) registerPermissions(permissions);
