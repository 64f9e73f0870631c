/** Terms that are no dated facts: notice, renewal, tax. A change of them keeps what stood before, who changed it and when. */

import type { z } from "zod";
import type { changeContract, termsChangeRow } from "#api/contracts.ts";
import type { BodyOf } from "#api/endpoint.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type ContractDetail, getContract } from "./detail.ts";
import * as details from "./detail-store.ts";
import { seenContract } from "./known.ts";
import { lockContract } from "./make-store.ts";
import * as store from "./terms-store.ts";

type Asked = BodyOf<typeof changeContract>;

/** Throws `not_found` for a contract or line that is not there, and `stale_version` through `expectRevision`. What is said as it stands changes nothing. */
export async function changeTerms(
  ctx: Context,
  id: string,
  asked: Asked,
  expectRevision: (current: number) => void,
): Promise<ContractDetail> {
  permit(ctx.actor, "contracts.change");
  const held = await lockContract(ctx.tx, id);
  if (held === undefined) throw new Problem("not_found", "There is no such contract.");
  expectRevision(held.revision);
  const header = await seenContract(ctx, id);
  const changes = [...headerChanges(header, asked), ...(await lineChanges(ctx, id, asked.lines ?? []))];
  if (changes.length > 0)
    await store.writeChanges(
      ctx.tx,
      id,
      changes.map((change) => signed(ctx, change)),
    );
  return getContract(ctx, id);
}

/** Changes of terms, the latest first. Throws `not_found` as `getContract` does. A contact sees none. */
export async function listChanges(ctx: Context, id: string): Promise<z.infer<typeof termsChangeRow>[]> {
  await seenContract(ctx, id);
  if (accountScope(ctx.actor) !== undefined) return [];
  const rows = await details.selectChanges(ctx.tx, id);
  return rows.map(({ id: changeId, field, line, before, after, authorName, recordedAt }) => {
    return { id: changeId, field, line, before, after, changed: { at: recordedAt.toString(), by: authorName } };
  });
}

type Change = Pick<store.ChangeToWrite, "field" | "lineId" | "before" | "after">;

function headerChanges(before: details.Terms, asked: Asked): Change[] {
  const said: readonly [Change["field"], string | null, string | null | undefined][] = [
    ["notice_days", String(before.noticeDays), asked.noticeDays === undefined ? undefined : String(asked.noticeDays)],
    ["renewal_mode", before.renewalMode, asked.renewalMode],
    ["renewal_of", before.renewalOf, asked.renewalOf],
  ];
  return said.flatMap(([field, was, is]) =>
    is === undefined || is === was ? [] : [{ field, lineId: null, before: was, after: is }],
  );
}

async function lineChanges(ctx: Context, id: string, asked: NonNullable<Asked["lines"]>): Promise<Change[]> {
  if (asked.length === 0) return [];
  const rates = new Map((await details.selectLineTerms(ctx.tx, id)).map((line) => [line.id, line.taxBp]));
  return asked.flatMap(({ id: lineId, taxBp }) => {
    const was = rates.get(lineId);
    if (was === undefined) throw new Problem("not_found", "This contract has no such line.");
    rates.set(lineId, taxBp);
    return was === taxBp ? [] : [{ field: "tax_bp" as const, lineId, before: String(was), after: String(taxBp) }];
  });
}

const signed = (ctx: Context, change: Change): store.ChangeToWrite => ({
  ...change,
  id: ctx.newId(),
  authorId: ctx.actor.id,
  authorName: ctx.actor.name,
  at: ctx.now.toString(),
});
