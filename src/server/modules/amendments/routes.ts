import * as api from "#api/amendments.ts";
import type { App } from "#platform/http/app.ts";
import type { Exchange } from "#platform/http/exchange.ts";
import { route } from "#platform/http/route.ts";
import { filesOf } from "#platform/http/uploads.ts";
import { Problem } from "#platform/problem.ts";
import * as amendments from "./amendments.ts";

/** Amendments of large estates name every asset. */
const bodyLimit = 16 * 1024 * 1024;

export function routes(app: App): void {
  route(app, api.previewAmendment, (ctx, { params, body }) => amendments.previewAmendment(ctx, params.id, body), { bodyLimit });
  route(
    app,
    api.amendContract,
    async (ctx, { params, body, http }) => {
      const recorded = await amendments.amendContract(ctx, params.id, body);
      http.location(`/api/v1/contracts/${params.id}/amendments`);
      return recorded;
    },
    { bodyLimit },
  );
  route(app, api.readAmendmentSheet, async (ctx, { params, http }) =>
    amendments.readAmendmentSheet(ctx, params.id, await fileFrom(http)),
  );
  route(app, api.listAmendments, (ctx, { params }) => amendments.listAmendments(ctx, params.id));
}

/** The first file of an upload, whole. */
async function fileFrom(http: Exchange): Promise<Buffer> {
  for await (const { name, content } of filesOf(http, { bytes: api.maxSheetBytes, files: 1 })) {
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    const bytes = Buffer.concat(parts);
    if (bytes.length < api.maxSheetBytes) return bytes;
    throw new Problem("too_large", `${name} is larger than ${api.maxSheetBytes / 1024 / 1024} MB. Split it into several files.`);
  }
  throw new Problem("refused", "Send the spreadsheet as multipart/form-data.");
}
