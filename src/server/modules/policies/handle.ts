/** What is done with decisions that said no, by the policy in force (ENT7, ENT9). */

import { z } from "zod";
import type { Decision, Reason } from "#core/entitlement/decision.ts";
import {
  type Consequences,
  consequencesOf,
  coverAfterChange,
  type Handled,
  type Handling,
  handleNo,
  type OnRedecision,
  type Policy,
  type RefusedRequest,
} from "#core/policy/index.ts";
import type { Context } from "#platform/context.ts";
import { type Actor, accountScope } from "#platform/permit.ts";
import { scoresOf } from "./confidence.ts";
import { selectGoodwill } from "./goodwill-store.ts";
import { policyInForce } from "./in-force.ts";
import { refusedBy } from "./refused.ts";

/** What was done with a no, and all that it was reckoned from. */
export type HandledNo = {
  readonly request: RefusedRequest;
  /** null: by the policy that holds until somebody sets one. */
  readonly policyVersionId: string | null;
  readonly handled: Handled;
  /** What follows while no quote has been approved. */
  readonly consequences: Consequences;
};

/**
 * What is done with each decision, in their order; null for those that did not say no. Where all of them are null the database is
 * not asked; else it is asked once for all accounts. Confidence is reckoned only where it is kept, or where a rule depends on it.
 */
export async function handle(
  ctx: Context,
  decisions: readonly Decision[],
  { isKept }: { readonly isKept: boolean },
): Promise<(HandledNo | null)[]> {
  const refused = decisions.map((decision) => (decision.outcome === "not_entitled" ? refusedBy(decision) : null));
  if (refused.every((one) => one === null)) return refused;
  const { versionId, policy } = await policyInForce(ctx.tx);
  const accountIds = [...new Set(refused.flatMap((one) => one?.accountId ?? []))];
  const scores = isKept || dependsOnConfidence(policy) ? await scoresOf(ctx, accountIds) : new Map<string, number>();
  const goodwill = await selectGoodwill(ctx.tx, accountIds, ctx.now);
  return refused.map((one) => {
    if (one === null) return null;
    const account = one.accountId ?? "";
    const request = { ...one, confidenceBp: scores.get(account) ?? 0, goodwill: goodwill.get(account) ?? null };
    const handled = handleNo(policy, request);
    return { request, policyVersionId: versionId, handled, consequences: consequencesOf(handled.handling, false) };
  });
}

/** Which cover a ticket has when it was decided again with another answer (ENT11): by the policy, or as was chosen; `ask`: nobody has said. */
export async function coverOnRedecision(ctx: Context, chosen: "keep" | "switch" | null): Promise<OnRedecision> {
  const { policy } = await policyInForce(ctx.tx);
  return coverAfterChange(policy, chosen);
}

function dependsOnConfidence({ rules }: Policy): boolean {
  return rules.some(({ confidence }) => confidence !== "any");
}

const digits = z.string().regex(/^\d+$/).transform(BigInt);
const keptRequest = z.object({
  on: z.string(),
  accountId: z.string().nullable(),
  planId: z.string().nullable(),
  channel: z.enum(["portal", "email", "phone", "fax", "api", "chat"]).nullable(),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable(),
  confidenceBp: z.number(),
  endedBefore: z.string().nullable(),
  goodwill: z.object({ budgetMinor: digits, spentMinor: digits, currency: z.string() }).nullable(),
});

/** As it is kept with a decision, in plain JSON: amounts as digits. */
export type KeptHandling = {
  readonly request: z.input<typeof keptRequest>;
  readonly policyVersionId: string | null;
  readonly handled: Handled;
};

/** What is kept of it with the decision, so that it can be handled again by another policy. */
export function keptHandling({ request, policyVersionId, handled }: HandledNo): KeptHandling {
  const { goodwill } = request;
  const spent = goodwill && {
    ...goodwill,
    budgetMinor: String(goodwill.budgetMinor),
    spentMinor: String(goodwill.spentMinor),
  };
  return { request: { ...request, goodwill: spent }, policyVersionId, handled };
}

/** What another policy would have done with a no that was kept. Throws a ZodError for what was never kept so. */
export function handleAgain(policy: Policy, { request }: Pick<KeptHandling, "request">): Handled {
  return handleNo(policy, keptRequest.parse(request));
}

/** As whoever asked sees it. To a customer's contact: whether it is served, and what it waits for; never the rule or the confidence behind it. */
export type ShownHandling = {
  /** null to a contact. */
  readonly handling: Handling | null;
  /** null where no rule fitted, and to a contact. */
  readonly ruleKey: string | null;
  readonly reasons: readonly Reason[];
} & Pick<Consequences, "isServed" | "awaitsQuote" | "tellsRequester">;

/** What an actor may see of how a no is handled. */
export function shownHandling(
  actor: Actor,
  { handled, consequences }: Pick<HandledNo, "handled" | "consequences">,
): ShownHandling {
  const { isServed, awaitsQuote, tellsRequester } = consequences;
  const follows = { isServed, awaitsQuote, tellsRequester };
  if (accountScope(actor) === undefined) return { ...handled, ...follows };
  return { handling: null, ruleKey: null, reasons: [{ rule: "ENT7", text: toCustomer(consequences) }], ...follows };
}

/** The same of a decision as it was kept; null where nothing was. */
export function shownKept(actor: Actor, kept: KeptHandling | null): ShownHandling | null {
  if (kept === null) return null;
  return shownHandling(actor, { handled: kept.handled, consequences: consequencesOf(kept.handled.handling, false) });
}

function toCustomer({ isServed, awaitsQuote, tellsRequester }: Consequences): string {
  if (awaitsQuote) return "It is not covered. It is worked on once you have accepted a quote.";
  if (!isServed) return "It is not covered, so it is not worked on until it is. Our renewals team helps you with that.";
  return tellsRequester ? "It is not covered. We help you all the same this time." : "We are on it.";
}
