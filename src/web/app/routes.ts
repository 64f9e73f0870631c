/**
 * The map of the pages: every address, what its search may hold, and the feature that shows it. Pages are fetched when
 * they are first opened; what stands here in full is only what the address needs.
 */

import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { mainClue, questionSearch } from "#web/domain/question/question-search.ts";
import { loadSession } from "#web/query/session.ts";
import {
  accountsSearch,
  assetsSearch,
  contractsSearch,
  exceptionsSearch,
  invoicesSearch,
  lensSearch,
  lensesSearch,
  projectSearch,
  projectsSearch,
  statementSearch,
  tasksSearch,
  ticketsSearch,
} from "#web/domain/list-search.ts";
import { page } from "./page.ts";
import { Root } from "./root.tsx";
import { NotFound } from "./states/not-found.tsx";

const signInSearch = z.object({
  /** Where to go afterwards: a place of ours, never another site. */
  to: z
    .string()
    .regex(/^\/(?!\/)/)
    .optional()
    .catch(undefined),
  /** Set when a session ended by itself. */
  ended: z.literal("yes").optional().catch(undefined),
});

/** Which step of an import is looked at; left out, the one that it has come to. */
const importSearch = z.object({ step: z.enum(["columns", "result"]).optional().catch(undefined) });

/** Which version of a plan a change begins with; left out, the one in force. */
const planEditSearch = z.object({ from: z.coerce.number().int().min(1).optional().catch(undefined) });

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Root });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: signInSearch,
  beforeLoad: async ({ context, search }) => {
    const { user, installation } = await loadSession(context.queries);
    if (installation.needsFirstAdministrator) throw redirect({ to: "/welcome" });
    if (user) throw redirect({ href: search.to ?? "/" });
  },
  component: page(() => import("#web/features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  beforeLoad: async ({ context }) => {
    const { installation } = await loadSession(context.queries);
    if (!installation.needsFirstAdministrator) throw redirect({ to: "/" });
  },
  component: page(() => import("#web/features/sign-in/welcome-page.tsx"), "WelcomePage"),
});

/** Everything below it is for people who are signed in, inside the shell. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ context, location }) => {
    const { user, installation } = await loadSession(context.queries);
    if (installation.needsFirstAdministrator) throw redirect({ to: "/welcome" });
    if (!user) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
  },
  component: page(() => import("./shell/shell.tsx"), "Shell"),
});

const check = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: questionSearch,
  // A customer's home is what they have; a question, or one that is being edited, stays here.
  beforeLoad: async ({ context, search, cause }) => {
    if (cause !== "enter" || mainClue(search) !== null) return;
    const { user } = await loadSession(context.queries);
    if (user?.role === "contact") throw redirect({ to: "/support" });
  },
  component: page(() => import("#web/features/check/check-page.tsx"), "CheckPage"),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: "/accounts",
  validateSearch: accountsSearch,
  component: page(() => import("#web/features/accounts/accounts-page.tsx"), "AccountsPage"),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: "/accounts/$id",
  validateSearch: lensSearch,
  component: page(() => import("#web/features/accounts/account-page.tsx"), "AccountPage"),
});

const assets = createRoute({
  getParentRoute: () => shell,
  path: "/assets",
  validateSearch: assetsSearch,
  component: page(() => import("#web/features/assets/assets-page.tsx"), "AssetsPage"),
});
const asset = createRoute({
  getParentRoute: () => shell,
  path: "/assets/$id",
  validateSearch: lensSearch,
  component: page(() => import("#web/features/assets/asset-page.tsx"), "AssetPage"),
});

const contracts = createRoute({
  getParentRoute: () => shell,
  path: "/contracts",
  validateSearch: contractsSearch,
  component: page(() => import("#web/features/contracts/contracts-page.tsx"), "ContractsPage"),
});
const contract = createRoute({
  getParentRoute: () => shell,
  path: "/contracts/$id",
  validateSearch: lensesSearch,
  component: page(() => import("#web/features/contracts/contract-page.tsx"), "ContractPage"),
});
const statement = createRoute({
  getParentRoute: () => shell,
  path: "/contracts/$id/allowances/$planId/$key",
  validateSearch: statementSearch,
  component: page(() => import("#web/features/allowances/statement-page.tsx"), "StatementPage"),
});

const support = createRoute({
  getParentRoute: () => shell,
  path: "/support",
  validateSearch: lensSearch,
  component: page(() => import("#web/features/support/my-support-page.tsx"), "MySupportPage"),
});

const exceptions = createRoute({
  getParentRoute: () => shell,
  path: "/exceptions",
  validateSearch: exceptionsSearch,
  component: page(() => import("#web/features/exceptions/exceptions-page.tsx"), "ExceptionsPage"),
});
const exception = createRoute({
  getParentRoute: () => shell,
  path: "/exceptions/$id",
  component: page(() => import("#web/features/exceptions/exception-page.tsx"), "ExceptionPage"),
});
const tasks = createRoute({
  getParentRoute: () => shell,
  path: "/tasks",
  validateSearch: tasksSearch,
  component: page(() => import("#web/features/exceptions/tasks-page.tsx"), "TasksPage"),
});

const policy = createRoute({
  getParentRoute: () => shell,
  path: "/policy",
  component: page(() => import("#web/features/policy/policy-page.tsx"), "PolicyPage"),
});

const plans = createRoute({
  getParentRoute: () => shell,
  path: "/plans",
  component: page(() => import("#web/features/plans/plans-page.tsx"), "PlansPage"),
});

const plan = createRoute({
  getParentRoute: () => shell,
  path: "/plans/$id",
  component: page(() => import("#web/features/plans/plan-page.tsx"), "PlanPage"),
});
const planEdit = createRoute({
  getParentRoute: () => shell,
  path: "/plans/$id/edit",
  validateSearch: planEditSearch,
  component: page(() => import("#web/features/plans/editor-page.tsx"), "PlanEditorPage"),
});
const ranking = createRoute({
  getParentRoute: () => shell,
  path: "/ranking",
  component: page(() => import("#web/features/ranking/ranking-page.tsx"), "RankingPage"),
});
const tiers = createRoute({
  getParentRoute: () => shell,
  path: "/tiers",
  component: page(() => import("#web/features/tiers/tiers-page.tsx"), "TiersPage"),
});

const tickets = createRoute({
  getParentRoute: () => shell,
  path: "/tickets",
  validateSearch: ticketsSearch,
  component: page(() => import("#web/features/tickets/tickets-page.tsx"), "TicketsPage"),
});
const ticket = createRoute({
  getParentRoute: () => shell,
  path: "/tickets/$id",
  validateSearch: lensSearch,
  component: page(() => import("#web/features/tickets/ticket-page.tsx"), "TicketPage"),
});

const billing = createRoute({
  getParentRoute: () => shell,
  path: "/billing",
  component: page(() => import("#web/features/billing/billing-page.tsx"), "BillingPage"),
});
const billingRun = createRoute({
  getParentRoute: () => shell,
  path: "/billing/$id",
  component: page(() => import("#web/features/billing/run-page.tsx"), "RunPage"),
});
const invoices = createRoute({
  getParentRoute: () => shell,
  path: "/invoices",
  validateSearch: invoicesSearch,
  component: page(() => import("#web/features/billing/invoices-page.tsx"), "InvoicesPage"),
});
const invoice = createRoute({
  getParentRoute: () => shell,
  path: "/invoices/$id",
  component: page(() => import("#web/features/billing/invoice-page.tsx"), "InvoicePage"),
});

const projects = createRoute({
  getParentRoute: () => shell,
  path: "/projects",
  validateSearch: projectsSearch,
  component: page(() => import("#web/features/projects/projects-page.tsx"), "ProjectsPage"),
});
const project = createRoute({
  getParentRoute: () => shell,
  path: "/projects/$id",
  validateSearch: projectSearch,
  component: page(() => import("#web/features/projects/project-page.tsx"), "ProjectPage"),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: "/imports",
  component: page(() => import("#web/features/imports/imports-page.tsx"), "ImportsPage"),
});
const importOne = createRoute({
  getParentRoute: () => shell,
  path: "/imports/$id",
  validateSearch: importSearch,
  component: page(() => import("#web/features/imports/import-page.tsx"), "ImportPage"),
});

/** An address that leads nowhere is said inside the shell. */
const nowhere = createRoute({ getParentRoute: () => shell, path: "$", component: NotFound });

export const routeTree = root.addChildren([
  signIn,
  welcome,
  shell.addChildren([
    check,
    accounts,
    account,
    assets,
    asset,
    contracts,
    contract,
    statement,
    support,
    exceptions,
    exception,
    tasks,
    policy,
    plans,
    plan,
    planEdit,
    ranking,
    tiers,
    tickets,
    ticket,
    billing,
    billingRun,
    invoices,
    invoice,
    projects,
    project,
    imports,
    importOne,
    nowhere,
  ]),
]);
