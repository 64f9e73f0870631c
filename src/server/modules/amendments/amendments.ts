/** Amendments (COV8): looked at before anything is recorded, recorded whole or not at all, listed, taken back. */

import type { AmendmentEffects } from "#api/amendment-effects.ts";
import type { AmendmentPreview, AmendmentRow, WireChange } from "#api/amendments.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { savepoint } from "#platform/savepoint.ts";
import { basisText, readBasis, recordedSince } from "./basis.ts";
import { type Basis, carryOut, type Wanted } from "./carry-out.ts";
import { selectAmendments, selectHead } from "./store.ts";

export { readAmendmentSheet } from "./sheet.ts";

/** Changes that land together, or an amendment to take back. */
export type Asked = {
  readonly changes?: readonly WireChange[] | undefined;
  readonly reverse?: string | undefined;
};

/** Stands for the reason where nobody gave one yet: a preview is of a change, whyever it is made. */
const noReasonYet = "Preview";

/**
 * What an amendment would do: it is carried out and rolled back, so that what is shown is what would be. Throws what
 * {@link amendContract} throws, `outdated_preview` aside.
 */
export async function previewAmendment(ctx: Context, contractId: string, asked: Asked): Promise<AmendmentPreview> {
  permit(ctx.actor, "contracts.amend");
  const undo = await savepoint(ctx);
  const { effects, basis } = await carryOut(ctx, contractId, { ...asked, reason: noReasonYet }, { lasts: false });
  await undo();
  return { effects, basis: basisText(basis) };
}

const lasting = { lasts: true };

export type AmendContract = Asked & {
  readonly reason: string;
  /** What a preview gave along with its effects. */
  readonly basis?: string | undefined;
};

/**
 * Records an amendment. Throws `not_found`, `conflict`, `refused` with what is at stake, and, where `basis` no longer holds,
 * `outdated_preview` with what was recorded since (`changed`) and what it would do now (`preview`); then nothing is recorded.
 */
export async function amendContract(
  ctx: Context,
  contractId: string,
  { basis: text, ...wanted }: AmendContract,
): Promise<{ amendment: AmendmentRow; effects: AmendmentEffects }> {
  permit(ctx.actor, "contracts.amend");
  const carried =
    text === undefined ? await carryOut(ctx, contractId, wanted, lasting) : await asPreviewed(ctx, contractId, wanted, text);
  const [amendment] = await selectAmendments(ctx.tx, contractId, { id: carried.amendmentId });
  return { amendment: amendment!, effects: carried.effects };
}

async function asPreviewed(ctx: Context, contractId: string, wanted: Wanted, text: string) {
  const basis = readBasis(text);
  if (basis === null) {
    const message = "This is no basis. Hand back the one that came with the preview.";
    throw new Problem("validation_failed", message, { errors: [{ pointer: "/body/basis", message }] });
  }
  const undo = await savepoint(ctx);
  const carried = await carryOut(ctx, contractId, wanted, lasting).catch((error: unknown) =>
    toldWhatChanged(ctx, contractId, basis, error),
  );
  if (carried.basis.digest === basis.digest) return carried;
  await undo();
  const changed = await recordedSince(ctx, contractId, basis);
  const preview: AmendmentPreview = { effects: carried.effects, basis: basisText(carried.basis) };
  throw new Problem("outdated_preview", outdatedWords(changed), { changed, preview });
}

/** A refusal of what could be previewed before comes of what was recorded since: it says so too. */
async function toldWhatChanged(ctx: Context, contractId: string, basis: Basis, error: unknown): Promise<never> {
  if (!(error instanceof Problem) || error.code !== "refused") throw error;
  const changed = await recordedSince(ctx, contractId, basis);
  if (changed.amendments.length + changed.invoices.length === 0) throw error;
  throw new Problem("refused", `${sinceWords(changed)}. ${error.message}`, { ...error.extra, changed });
}

function outdatedWords(changed: Changed): string {
  return `${sinceWords(changed)}. Nothing was recorded. Look at what it would do now, and decide again.`;
}

type Changed = Awaited<ReturnType<typeof recordedSince>>;

function sinceWords({ amendments, invoices }: Changed): string {
  const since = [
    ...amendments.map(({ authorName, reason }) => `${authorName} amended the contract (“${reason}”)`),
    ...invoices.map(({ number }) => `${number} was posted`),
  ];
  return since.length === 0 ? "What it would do has changed since you looked" : `Since you looked, ${since.join("; ")}`;
}

/** A contract's amendments, the latest first. Throws `not_found`. */
export async function listAmendments(ctx: Context, contractId: string): Promise<{ rows: AmendmentRow[] }> {
  permit(ctx.actor, "amendments.read");
  if ((await selectHead(ctx.tx, contractId, ctx.now)) === undefined) throw new Problem("not_found", "There is no such contract.");
  return { rows: await selectAmendments(ctx.tx, contractId) };
}
