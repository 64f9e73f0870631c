import * as api from "#api/imports.ts";
import { inTransaction } from "#platform/context.ts";
import type { App } from "#platform/http/app.ts";
import type { Exchange } from "#platform/http/exchange.ts";
import { route } from "#platform/http/route.ts";
import { filesOf } from "#platform/http/uploads.ts";
import { systemActor } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as imports from "./imports.ts";
import { Runs } from "./runs.ts";

/** Files of one upload together; they are held in memory while they are read. */
const MAX_UPLOAD_BYTES = 2 * api.maxFileBytes;

/** The endpoints of imports, and the background in which they run: on closing, what runs is cancelled and ends cleanly. */
export async function routes(app: App): Promise<void> {
  const { shell } = app;
  const runs = new Runs(shell);
  await inTransaction(shell, systemActor, imports.tellInterrupted);
  app.fastify.addHook("onClose", () => runs.stop());

  route(app, api.uploadImport, async (ctx, { http }) => {
    const detail = await imports.uploadImport(ctx, shell, await filesFrom(http));
    http.location(`/api/v1/imports/${detail.id}`);
    return detail;
  });
  route(app, api.listImports, async (ctx, { query }) => {
    const { rows, nextCursor } = await imports.listImports(ctx, query);
    return { rows: [...rows], nextCursor };
  });
  route(app, api.getImport, (ctx, { params }) => imports.getImport(ctx, runs, params.id));
  route(app, api.mapImport, (ctx, { params, body }) => imports.mapImport(ctx, params.id, body));
  route(app, api.runImport, (ctx, { params, body }) => imports.runImport(ctx, runs, params.id, body.dryRun));
  route(app, api.cancelImport, (ctx, { params }) => imports.cancelImport(ctx, runs, params.id));
  route(app, api.getImportFile, async (ctx, { params, http }) => {
    const { name, content } = await imports.getImportFile(ctx, params.id, params.fileId);
    http.sendFile(content, "application/octet-stream", name);
    return undefined;
  });
}

async function filesFrom(http: Exchange): Promise<imports.HandedIn[]> {
  const files: imports.HandedIn[] = [];
  let total = 0;
  for await (const { name, content } of filesOf(http, { bytes: api.maxFileBytes + 1, files: api.maxFiles })) {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of content) {
      chunks.push(chunk);
      size += chunk.length;
    }
    total += size;
    if (size > api.maxFileBytes)
      throw new Problem("too_large", `${name} is larger than ${inMegabytes(api.maxFileBytes)} MB. Split it into several files.`);
    if (total > MAX_UPLOAD_BYTES)
      throw new Problem(
        "too_large",
        `These files together are larger than ${inMegabytes(MAX_UPLOAD_BYTES)} MB. Hand them in one after the other.`,
      );
    files.push({ name: nameOf(name, files), bytes: Buffer.concat(chunks) });
  }
  return files;
}

/** A name that no file before it has: reports name files. */
function nameOf(name: string, before: readonly imports.HandedIn[]): string {
  const isTaken = (tried: string) => before.some((file) => file.name === tried);
  for (let number = 2, tried = name; ; number += 1) {
    if (!isTaken(tried)) return tried;
    tried = `${name} (${number})`;
  }
}

const inMegabytes = (bytes: number): number => bytes / 1024 / 1024;
