/** One contract, on a day, as it is known now or was known then (COV9): what its page, its coverage and its terms are read from. */

import type { ContractFacts, CoveredSubject } from "#core/amendments/index.ts";
import type { EndReason, IsoDate } from "#core/coverage/coverage.ts";
import type { DayRange } from "#core/coverage/in-force.ts";
import { type ContractState, contractState } from "#core/coverage/state.ts";
import type { Context } from "#platform/context.ts";
import { permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./detail-store.ts";
import { loadFacts } from "./facts.ts";

export type AsOf = {
  /** A day in the contract's zone; today when left out. */
  readonly at?: IsoDate | undefined;
  /** As known then; as known now when left out. */
  readonly knownAt?: Temporal.Instant | undefined;
};

/** What is agreed for days, or would be once a draft is signed. */
export type Agreed = CoveredSubject &
  DayRange & {
    readonly planId: string;
    readonly yearlyMinor: string;
    readonly suspended: boolean;
    readonly endReason: EndReason;
  };

export type Known = {
  readonly facts: ContractFacts;
  /** Undated terms as known then. */
  readonly header: store.HeaderRow;
  /** Changes of terms made since, the latest first: none where it is read as known now. */
  readonly changesSince: readonly store.ChangeRow[];
  readonly agreed: readonly Agreed[];
  readonly day: IsoDate;
  readonly state: ContractState;
};

const absent = "There is no such contract.";

/** Its header row. Throws `not_found`, also for a contact whose account's it is not today. */
export async function seenContract(ctx: Context, id: string): Promise<store.HeaderRow> {
  permit(ctx.actor, "contracts.read");
  const header = await store.selectHeader(ctx.tx, id, ctx.now);
  if (header === undefined) throw new Problem("not_found", absent);
  permitAccount(ctx.actor, header.holder, absent);
  return header;
}

/** Throws as {@link seenContract}. Known before it was signed it is a draft; what that draft said is not kept. */
export async function knownContract(ctx: Context, id: string, { at, knownAt }: AsOf): Promise<Known> {
  const now = await seenContract(ctx, id);
  const facts = (await loadFacts(ctx, [id], { knownAt })).get(id)!;
  const changesSince = knownAt === undefined ? [] : await store.selectChanges(ctx.tx, id, knownAt);
  const isSigned = knownAt === undefined || now.activatedAt === null || Temporal.Instant.compare(now.activatedAt, knownAt) <= 0;
  const header = { ...now, ...termsBefore(now, changesSince), signedOn: isSigned ? now.signedOn : null };
  const day = at ?? now.today;
  return {
    facts,
    header,
    changesSince,
    agreed: header.signedOn === null ? await wouldCover(ctx, id) : facts.coverage,
    day,
    state: contractState({ ...facts.header, signedOn: header.signedOn }, day),
  };
}

/** The terms as they were before these changes, the latest of which is the first. */
function termsBefore(terms: store.Terms, changes: readonly store.ChangeRow[]): store.Terms {
  let { renewalOf, renewalMode, noticeDays } = terms;
  for (const { field, before } of changes) {
    if (field === "renewal_of") renewalOf = before;
    if (field === "renewal_mode") renewalMode = before as store.RenewalMode;
    if (field === "notice_days") noticeDays = Number(before);
  }
  return { renewalOf, renewalMode, noticeDays };
}

async function wouldCover(ctx: Context, id: string): Promise<Agreed[]> {
  const covers = (await store.selectDraft(ctx.tx, id)) ?? [];
  return covers.map((days) => ({ ...days, suspended: false, endReason: "term" }));
}
