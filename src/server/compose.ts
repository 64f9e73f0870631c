import { join } from "node:path";
import type { Shell } from "#platform/context.ts";
import { bench } from "#platform/http/bench.ts";
import { makeApp, type App, type AppOptions } from "#platform/http/app.ts";
import type { Job } from "#platform/jobs.ts";
import { openIdentity, type Identity } from "#modules/identity/identity.ts";
import { jobs as identityJobs } from "#modules/identity/jobs.ts";
import { routes as identityRoutes } from "#modules/identity/routes.ts";
import { routes as accountRoutes } from "#modules/accounts/routes.ts";
import { routes as productRoutes } from "#modules/products/routes.ts";
import { routes as planRoutes } from "#modules/plans/routes.ts";
import { routes as assetRoutes } from "#modules/assets/routes.ts";
import { routes as contractRoutes } from "#modules/contracts/routes.ts";
import { jobs as allowanceJobs } from "#modules/allowances/jobs.ts";
import { routes as allowanceRoutes } from "#modules/allowances/routes.ts";
import { routes as policyRoutes } from "#modules/policies/routes.ts";
import { routes as exceptionRoutes } from "#modules/exceptions/routes.ts";
import { routes as billingRoutes } from "#modules/billing/routes.ts";
import { jobs as entitlementJobs } from "#modules/entitlements/jobs.ts";
import { routes as entitlementRoutes } from "#modules/entitlements/routes.ts";
import { routes as amendmentRoutes } from "#modules/amendments/routes.ts";
import { routes as replayRoutes } from "#modules/replays/routes.ts";
import { routes as tierRoutes } from "#modules/tiers/routes.ts";
import { routes as searchRoutes } from "#modules/search/routes.ts";
import { routes as timelineRoutes } from "#modules/timelines/routes.ts";
import { routes as ticketRoutes } from "#modules/tickets/routes.ts";
import { routes as projectRoutes } from "#modules/projects/routes.ts";
import { routes as importRoutes } from "#modules/imports/routes.ts";
import "./permissions.ts";

/** The built pages. */
const webFolder = join(import.meta.dirname, "../../dist/web");

/** The whole server, not yet listening. */
export type Server = { readonly app: App; readonly identity: Identity; readonly jobs: readonly Job[] };

/** Puts the modules together over a migrated database: each one's routes and jobs, and the table of permissions. */
export async function compose(shell: Shell, options: AppOptions & { readonly bench?: boolean } = {}): Promise<Server> {
  const identity = await openIdentity(shell);
  const app = await makeApp(shell, identity.principals, { webFolder, ...options });
  identityRoutes(app, identity);
  for (const routes of [
    accountRoutes,
    productRoutes,
    planRoutes,
    assetRoutes,
    contractRoutes,
    allowanceRoutes,
    policyRoutes,
    exceptionRoutes,
    entitlementRoutes,
    ticketRoutes,
    projectRoutes,
    amendmentRoutes,
    tierRoutes,
    replayRoutes,
    searchRoutes,
    timelineRoutes,
  ]) {
    routes(app);
  }
  await importRoutes(app);
  await billingRoutes(app);
  if (options.bench === true) bench(app);
  return { app, identity, jobs: [...identityJobs, ...allowanceJobs, ...entitlementJobs] };
}
