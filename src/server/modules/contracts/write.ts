/** What an amendment came to, written down: facts closed and opened, header and lines as they are after it. */

import type { Amended, Changed, ContractFacts, Line } from "#core/amendments/index.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { coverageRow } from "./write-rows.ts";
import * as store from "./write-store.ts";

/** As it stands after the amendment, with the ids that its facts have from now on, and since when it is believed. */
export type Written = { readonly state: ContractFacts; readonly recordedAt: Temporal.Instant };

/**
 * Writes what core's `activate`, `amend` or `amendAll` gave back, with the change as it was asked for (`payload`), by the actor.
 * The contract is there already and held, by `loadFacts` with `forUpdate`, since the facts were read that this was computed from.
 * It is recorded after everything of the contract that was recorded before, and after the end of what was believed of its subjects,
 * whatever the clocks say. Throws `conflict` where a fact was closed by somebody who did not hold the contract. Whether another
 * contract covers the same (COV2) is asked before, by `coveredElsewhere`, and once more by the database: see `refuseRace`.
 */
export async function writeAmended(ctx: Context, amended: Amended, payload: unknown): Promise<Written> {
  permit(ctx.actor, "contracts.amend");
  const { recorded, closed } = amended;
  const { header } = amended.state;
  const ids = new Map(amended.opened.map(({ id }) => [id, ctx.newId()]));
  const state = withIds(amended.state, ids);
  const lines = new Map(amended.state.lines.map((line) => [line.id, line]));
  const opened = amended.opened.map((fact) => coverageRow(header, lines.get(fact.lineId)!, { ...fact, id: ids.get(fact.id)! }));
  const recordedAt = await store.nextInstant(ctx.tx, ctx.now, header.contractId, opened);
  const { contractId } = header;
  await store.insertAmendment(ctx.tx, ctx.actor, { contractId, recorded, payload, recordedAt });
  await store.updateContract(ctx.tx, recorded.header === null ? contractId : header);
  const byLine = Map.groupBy(opened, ({ lineId }) => lineId);
  await store.writeLines(
    ctx.tx,
    contractId,
    recorded.lines.map((change) => lineChange(change, byLine)),
  );
  if ((await store.closeFacts(ctx.tx, closed, recordedAt)) !== closed.length) {
    throw new Problem("conflict", "Somebody changed this contract at the same moment. Try again.");
  }
  await store.openFacts(ctx.tx, opened, recordedAt);
  return { state, recordedAt };
}

function withIds(state: ContractFacts, ids: ReadonlyMap<string, string>): ContractFacts {
  return { ...state, coverage: state.coverage.map((fact) => ({ ...fact, id: ids.get(fact.id) ?? fact.id })) };
}

/** A line that is new is recorded with what it was made with, where that is one thing. */
function lineChange({ before, after }: Changed<Line | null>, opened: ReadonlyMap<string, store.CoverageRow[]>): store.LineChange {
  const line = (after ?? before)!;
  const [first, ...others] = (before === null && opened.get(line.id)) || [];
  const isOne = others.every(({ subjectId, productId }) => subjectId === first!.subjectId && productId === first!.productId);
  return { ...line, withdrawn: after === null, madeWith: isOne && first !== undefined ? first : null };
}
