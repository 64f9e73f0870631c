import multipart from "@fastify/multipart";
import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";
import type { Exchange } from "./exchange.ts";

/** Makes the server understand multipart/form-data. What an endpoint takes is for it to say, in {@link filesOf}. */
export async function uploads(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart, { limits: { fields: 0 }, throwFileSizeLimit: false });
}

/** A file of an upload. Its content is read before the next file comes, and holds at most as many bytes as were asked for. */
export type UploadedFile = {
  /** As typed by whoever named it, without folders. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Buffer>;
};

/** The files of an upload, one after the other. Throws `refused` or `too_large` where it is not what was asked for. */
export async function* filesOf(
  { request }: Exchange,
  { bytes, files }: { readonly bytes: number; readonly files: number },
): AsyncGenerator<UploadedFile> {
  if (!request.isMultipart()) throw new Problem("refused", "Send the files as multipart/form-data, one part a file.");
  try {
    for await (const part of request.files({ limits: { fileSize: bytes, files } })) {
      const name = part.filename.split(/[/\\]/).at(-1)!.trim().slice(0, 200) || "file";
      const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(part.mimetype) ? part.mimetype : "application/octet-stream";
      yield { name, mediaType, content: part.file };
    }
  } catch (error) {
    throw inWords(error, files);
  }
}

function inWords(error: unknown, files: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "FST_FILES_LIMIT")
    return new Problem(
      "too_large",
      `${files === 1 ? "One file" : `${files} files`} at once are the most. Hand in the others afterwards.`,
    );
  if (typeof code === "string" && code.startsWith("FST_"))
    return new Problem("refused", "The upload is not as multipart/form-data must be. Send one part a file and nothing else.");
  return error;
}
