/** Files that belong to a contract: kept as they came, byte for byte, and never lost. */

import { createHash } from "node:crypto";
import { type ContractFileRow, maxContractFileBytes } from "#api/contract-papers.ts";
import { inTransaction, type Context, type Shell } from "#platform/context.ts";
import { accountScope, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./papers-store.ts";
import { seenContract } from "./known.ts";

export type FileToAdd = {
  readonly name: string;
  readonly mediaType: string;
  readonly shared: boolean;
  /** Its bytes as they come, at most one more than {@link maxContractFileBytes}. */
  readonly content: AsyncIterable<Uint8Array>;
};

/** The latest first. A contact sees those that are shared. Throws `not_found` as `getContract` does. */
export async function listFiles(ctx: Context, contractId: string): Promise<ContractFileRow[]> {
  await seenContract(ctx, contractId);
  const files = await store.selectFiles(ctx.tx, contractId, { onlyShared: isContact(ctx) });
  return files.map(fileRow);
}

/**
 * Attaches a file. It is read to its end before a transaction is opened, so that a slow sender holds up nobody. Throws
 * `too_large` beyond 50 MB, `refused` for an empty file, and `not_found` as `getContract` does.
 */
export async function addFile(ctx: Context, shell: Shell, contractId: string, file: FileToAdd): Promise<ContractFileRow> {
  permit(ctx.actor, "contracts.attach");
  await seenContract(ctx, contractId);
  const { parts, bytes, digest } = await received(file);
  const row: store.FileRow = {
    id: ctx.newId(),
    name: file.name,
    mediaType: file.mediaType,
    bytes: BigInt(bytes),
    shared: file.shared,
    addedAt: ctx.now.round({ smallestUnit: "microsecond", roundingMode: "trunc" }),
    authorName: ctx.actor.name,
  };
  await inTransaction(shell, ctx.actor, async ({ tx }) => {
    await store.insertFile(tx, { ...row, contractId, digest, authorId: ctx.actor.id });
    for (const [index, content] of parts.entries()) await store.insertPart(tx, row.id, index + 1, content);
  });
  return fileRow(row);
}

/** What a statement carries at a time. */
const PART_BYTES = 1024 * 1024;

async function received({ name, content }: FileToAdd): Promise<{ parts: Buffer[]; bytes: number; digest: string }> {
  const hash = createHash("sha256");
  const parts: Buffer[] = [];
  let open: Uint8Array[] = [];
  let openBytes = 0;
  let bytes = 0;
  const close = (): void => {
    if (openBytes > 0) parts.push(Buffer.concat(open));
    open = [];
    openBytes = 0;
  };
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maxContractFileBytes)
      throw new Problem(
        "too_large",
        `${name} is larger than ${maxContractFileBytes / 1024 / 1024} MB. Attach it in parts, or compress it.`,
      );
    hash.update(chunk);
    open.push(chunk);
    openBytes += chunk.length;
    if (openBytes >= PART_BYTES) close();
  }
  close();
  if (bytes === 0) throw new Problem("refused", `${name} is empty. Attach the file that was meant.`);
  return { parts, bytes, digest: hash.digest("hex") };
}

/** A file and its bytes, read part by part. Throws `not_found`, also for a contact where it is not shared. */
export async function getFile(ctx: Context, contractId: string, fileId: string): Promise<ContractFileRow & { content: Buffer }> {
  const file = await seenFile(ctx, contractId, fileId);
  return { ...fileRow(file), content: await store.selectContent(ctx.tx, fileId) };
}

/** Lets the account's contacts see a file, or no longer. */
export async function shareFile(ctx: Context, contractId: string, fileId: string, shared: boolean): Promise<ContractFileRow> {
  permit(ctx.actor, "contracts.attach");
  const file = await seenFile(ctx, contractId, fileId);
  await store.updateShared(ctx.tx, fileId, shared);
  return fileRow({ ...file, shared });
}

/** Takes a file away from the contract; it is kept, with who took it away and when. */
export async function removeFile(ctx: Context, contractId: string, fileId: string): Promise<void> {
  permit(ctx.actor, "contracts.attach");
  await seenFile(ctx, contractId, fileId);
  await store.markFileRemoved(ctx.tx, fileId, { at: ctx.now, by: ctx.actor.name });
}

async function seenFile(ctx: Context, contractId: string, fileId: string): Promise<store.FileRow> {
  await seenContract(ctx, contractId);
  const [file] = await store.selectFiles(ctx.tx, contractId, { onlyShared: isContact(ctx), id: fileId });
  if (file === undefined) throw new Problem("not_found", "There is no such file.");
  return file;
}

const isContact = (ctx: Context): boolean => accountScope(ctx.actor) !== undefined;

function fileRow({ id, name, mediaType, bytes, shared, addedAt, authorName }: store.FileRow): ContractFileRow {
  return { id, name, mediaType, bytes: Number(bytes), shared, added: { at: addedAt.toString(), by: authorName } };
}
