import * as api from "#api/billing.ts";
import { inTransaction } from "#platform/context.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import { systemActor } from "#platform/permit.ts";
import * as billing from "./billing.ts";
import { Printer } from "./pdf/printer.ts";

/** The endpoints of billing, and the background in which runs go on: on closing, what runs stops between two documents. */
export async function routes(app: App): Promise<void> {
  const { shell } = app;
  const runs = new billing.Runs(shell);
  await inTransaction(shell, systemActor, billing.tellInterrupted);
  const printer = new Printer();
  app.fastify.addHook("onClose", async () => {
    await runs.stop();
    await printer.stop();
  });

  route(app, api.listInvoices, (ctx, { query }) => billing.listInvoices(ctx, query));
  route(app, api.getInvoice, (ctx, { params, query }) => billing.getInvoice(ctx, params.id, query.knownAt));
  route(app, api.listInvoiceLines, (ctx, { params, query }) => billing.listInvoiceLines(ctx, params.id, query));
  route(app, api.getInvoicePdf, async (ctx, { params, http }) => {
    const { name, content } = await billing.printInvoice(ctx, printer, params.id);
    http.sendFile(content, "application/pdf", name);
    return undefined;
  });
  route(app, api.exportInvoices, async (ctx, { query: { format, ...filter }, http }) => {
    const { name, type, content } = await billing.exportInvoices(ctx, filter, format);
    http.sendFile(content, type, name);
    return undefined;
  });
  route(app, api.giveGoodwill, async (ctx, { params, body, http }) => {
    const { amountMinor, reason } = body;
    const note = await billing.giveGoodwill(ctx, {
      invoiceId: params.id,
      lineId: params.lineId,
      amountMinor: BigInt(amountMinor),
      reason,
    });
    http.location(`/api/v1/invoices/${note.id}`);
    return note;
  });

  route(app, api.listBillingRuns, (ctx, { query }) => billing.listRuns(ctx, query));
  route(app, api.startBillingRun, async (ctx, { body, http }) => {
    const run = await billing.startRun(ctx, runs, body);
    http.location(`/api/v1/billing/runs/${run.id}`);
    return run;
  });
  route(app, api.getBillingRun, (ctx, { params }) => billing.getRun(ctx, params.id));
  route(app, api.listBillingResults, (ctx, { params, query }) => billing.listResults(ctx, params.id, query));
  route(app, api.cancelBillingRun, (ctx, { params }) => billing.cancelRun(ctx, params.id));
  route(app, api.previewBilling, (ctx, { query }) => billing.previewBillingOf(ctx, query.contractId, query.through));

  route(app, api.getBillingSettings, (ctx) => billing.billingSettings(ctx));
  route(app, api.changeBillingSettings, (ctx, { body }) => billing.changeBillingSettings(ctx, body));
}
