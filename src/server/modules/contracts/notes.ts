/** Notes on a contract: who wrote what and when. Kept, also when they are taken away. */

import type { ContractNoteRow } from "#api/contract-papers.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./papers-store.ts";
import { seenContract } from "./known.ts";

/** The latest first. A contact sees those that are shared. Throws `not_found` as `getContract` does. */
export async function listNotes(ctx: Context, contractId: string): Promise<ContractNoteRow[]> {
  await seenContract(ctx, contractId);
  const notes = await store.selectNotes(ctx.tx, contractId, { onlyShared: accountScope(ctx.actor) !== undefined });
  return notes.map(noteRow);
}

export async function addNote(
  ctx: Context,
  contractId: string,
  { body, shared }: { readonly body: string; readonly shared: boolean },
): Promise<ContractNoteRow> {
  permit(ctx.actor, "contracts.attach");
  await seenContract(ctx, contractId);
  const note: store.NoteRow = {
    id: ctx.newId(),
    body,
    shared,
    addedAt: ctx.now.round({ smallestUnit: "microsecond", roundingMode: "trunc" }),
    authorName: ctx.actor.name,
  };
  await store.insertNote(ctx.tx, { ...note, contractId, authorId: ctx.actor.id });
  return noteRow(note);
}

/** Takes a note away; it is kept, with who took it away and when. Throws `not_found`. */
export async function removeNote(ctx: Context, contractId: string, noteId: string): Promise<void> {
  permit(ctx.actor, "contracts.attach");
  await seenContract(ctx, contractId);
  const [note] = await store.selectNotes(ctx.tx, contractId, { onlyShared: false, id: noteId });
  if (note === undefined) throw new Problem("not_found", "There is no such note.");
  await store.markNoteRemoved(ctx.tx, noteId, { at: ctx.now, by: ctx.actor.name });
}

function noteRow({ id, body, shared, addedAt, authorName }: store.NoteRow): ContractNoteRow {
  return { id, body, shared, added: { at: addedAt.toString(), by: authorName } };
}
