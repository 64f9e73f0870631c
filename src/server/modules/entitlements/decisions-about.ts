/** Recorded decisions about things and days that somebody is about to change (COV10). */

import type { Decision } from "#core/entitlement/decision.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { answerOn } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { basesInGroups } from "./bases.ts";
import { type About, type DecisionAbout, selectDecisionsAbout } from "./decisions-about-store.ts";
import { inOrder } from "./placed.ts";

export type { About, DecisionAbout } from "./decisions-about-store.ts";

/** The latest `limit` decisions about these whose moment lies on one of the days, the latest first. */
export async function decisionsAbout(ctx: Context, about: About, limit: number): Promise<DecisionAbout[]> {
  permit(ctx.actor, "entitlements.read");
  if (about.days.length === 0 || about.assetIds.length + about.accountIds.length === 0) return [];
  return selectDecisionsAbout(ctx.tx, about, limit);
}

/** What is said of one of them now. */
export type Said = { readonly outcome: DecisionAbout["outcome"]; readonly coveredBy: string | null };

/** Each question asked again, about its moment, with all that is recorded now. Nothing is kept. */
export async function askAgain(ctx: Context, decisions: readonly DecisionAbout[]): Promise<Said[]> {
  permit(ctx.actor, "entitlements.read");
  const questions = decisions.map(({ asked: { knownAt: _, record: __, ...asked }, at }): AskedQuestion => ({ ...asked, at }));
  const bases = basesInGroups(ctx, questions, (index) => `/decisions/${index}`);
  return inOrder(bases, questions.length, (basis) => saidBy(answerOn(basis)));
}

/** A decision in short. */
export function saidBy({ outcome, source }: Decision): Said {
  if (source === null) return { outcome, coveredBy: null };
  if (source.kind !== "contract") return { outcome, coveredBy: source.kind === "warranty" ? "warranty" : source.plan };
  return { outcome, coveredBy: `${source.contractNumber} line ${source.lineNumber}, ${source.plan}` };
}
