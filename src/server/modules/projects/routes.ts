import * as api from "#api/projects.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as projects from "./projects.ts";

/** Work on tickets, projects and their budgets. */
export function routes(app: App): void {
  route(app, api.listTicketWork, (ctx, { params }) => projects.listTicketWork(ctx, params.id));
  route(app, api.addWork, async (ctx, { params, body, http }) => {
    const made = await projects.addWork(ctx, params.id, body);
    http.location(`/api/v1/tickets/${made.ticketId}/work`);
    return made;
  });
  route(app, api.removeWork, (ctx, { params }) => projects.removeWork(ctx, params.id));
  route(app, api.listWork, (ctx, { query }) => projects.listWork(ctx, query));
  route(app, api.listProjects, (ctx, { query }) => projects.listProjects(ctx, query));
  route(app, api.getProject, (ctx, { params, query }) => projects.getProject(ctx, params.contractId, query));
  route(app, api.setBudgetTerms, async (ctx, { params, body }) => ({
    terms: await projects.setBudgetTerms(ctx, params.contractId, body),
  }));
  route(app, api.listBudgets, (ctx, { query }) => projects.listBudgets(ctx, query));
}
