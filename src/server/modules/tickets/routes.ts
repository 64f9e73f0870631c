import * as decisions from "#api/ticket-decisions.ts";
import * as api from "#api/tickets.ts";
import type { App } from "#platform/http/app.ts";
import type { Exchange } from "#platform/http/exchange.ts";
import { route } from "#platform/http/route.ts";
import * as tickets from "./tickets.ts";

/** Tickets, their conversation, their changes, and what is decided about them. */
export function routes(app: App): void {
  route(app, api.openTicket, async (ctx, { body, http }) => {
    const made = await tickets.openTicket(ctx, body);
    http.location(`/api/v1/tickets/${made.id}`);
    return versioned(made, http);
  });
  route(app, api.listTickets, (ctx, { query }) => tickets.listTickets(ctx, query));
  route(app, api.getTicket, async (ctx, { params, http }) => versioned(await tickets.getTicket(ctx, params.id), http));
  route(app, api.addMessage, async (ctx, { params, body, http }) =>
    versioned(await tickets.addMessage(ctx, params.id, body), http),
  );
  route(app, api.changeTicket, async (ctx, { params, body, http }) =>
    versioned(await tickets.changeTicket(ctx, params.id, http.changedVersion(), body), http),
  );
  route(app, decisions.redecideTicket, (ctx, { params, body }) => tickets.previewRedecision(ctx, params.id, body));
  route(app, decisions.listTicketDecisions, (ctx, { params }) => tickets.listTicketDecisions(ctx, params.id));
  route(app, decisions.mergeTicket, async (ctx, { params, body, http }) =>
    versioned(await tickets.mergeTicket(ctx, params.id, body.into), http),
  );
  route(app, decisions.overrideTicket, async (ctx, { params, body, http }) =>
    versioned(await tickets.overrideTicket(ctx, params.id, body.reason), http),
  );
  route(app, decisions.chooseCover, async (ctx, { params, body, http }) =>
    versioned(await tickets.chooseCover(ctx, params.id, body), http),
  );
}

function versioned(ticket: api.Ticket, http: Exchange): api.Ticket {
  http.version(ticket.revision);
  return ticket;
}
