import multipart from "@fastify/multipart";
import * as api from "#api/imports.ts";
import { inTransaction } from "#platform/context.ts";
import type { App } from "#platform/http/app.ts";
import type { Exchange } from "#platform/http/exchange.ts";
import { route } from "#platform/http/route.ts";
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
  await app.fastify.register(multipart, {
    limits: { fileSize: api.maxFileBytes, files: api.maxFiles, fields: 0 },
    throwFileSizeLimit: false,
  });
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

async function filesFrom({ request }: Exchange): Promise<imports.HandedIn[]> {
  if (!request.isMultipart()) throw new Problem("refused", "Send the files as multipart/form-data, one part a file.");
  const files: imports.HandedIn[] = [];
  let total = 0;
  try {
    for await (const part of request.files()) {
      const bytes = await part.toBuffer();
      total += bytes.length;
      if (part.file.truncated)
        throw new Problem(
          "too_large",
          `${part.filename} is larger than ${inMegabytes(api.maxFileBytes)} MB. Split it into several files.`,
        );
      if (total > MAX_UPLOAD_BYTES)
        throw new Problem(
          "too_large",
          `These files together are larger than ${inMegabytes(MAX_UPLOAD_BYTES)} MB. Hand them in one after the other.`,
        );
      files.push({ name: nameOf(part.filename, files), bytes });
    }
  } catch (error) {
    throw inWords(error);
  }
  return files;
}

/** A name that no file before it has: reports name files. */
function nameOf(name: string, before: readonly imports.HandedIn[]): string {
  const plain = name.split(/[/\\]/).at(-1)!.trim().slice(0, 200) || "file";
  const isTaken = (tried: string) => before.some((file) => file.name === tried);
  for (let number = 2, tried = plain; ; number += 1) {
    if (!isTaken(tried)) return tried;
    tried = `${plain} (${number})`;
  }
}

function inWords(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "FST_FILES_LIMIT")
    return new Problem("too_large", `${api.maxFiles} files at once are the most. Hand in the others afterwards.`);
  if (typeof code === "string" && code.startsWith("FST_"))
    return new Problem("refused", "The upload is not as multipart/form-data must be. Send one part a file and nothing else.");
  return error;
}

const inMegabytes = (bytes: number): number => bytes / 1024 / 1024;
