/**
 * Decisions recorded before there was a ledger, in today's form: allowances were a list of terms, each in the way of what it
 * admits, and what was used was counted from tickets. Read so, they replay to the same answer (ENT13).
 */

import { admitsRequest, type Bucket, type LotBalance, lotsOn, type PlanTerms } from "#core/index.ts";
import { isOwn } from "#core/allowances/lot.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import { localDays } from "#core/coverage/in-force.ts";
import { allowanceOf } from "#core/entitlement/allowance.ts";
import type { AllowanceLeft, Candidate, Decision } from "#core/entitlement/decision.ts";
import type { Facts, LotsFact } from "#core/entitlement/facts.ts";
import type { Admits, Channel, Plan, PlanAllowance } from "#core/entitlement/terms.ts";

type EarlierTerm = {
  readonly unit: "tickets";
  readonly per: "contract_year";
  readonly amount: number;
  readonly channels: Admits<Channel>;
};

export type EarlierUse = {
  readonly contractId: string;
  readonly channel: Channel;
  readonly openedOn: string;
  readonly tickets: number;
};

/** Facts with plans and uses as they were. */
export type EarlierFacts = Omit<Facts, "plans" | "lots"> & {
  readonly plans: readonly (Omit<Plan, "terms"> & { readonly terms: EarlierTerms })[];
  readonly uses: readonly EarlierUse[];
};
type EarlierTerms = Omit<PlanTerms, "allowances"> & { readonly allowances: readonly EarlierTerm[] };

/** Such facts, as the rules read them today. */
export function factsOf({ uses, plans: earlier, ...rest }: EarlierFacts): Facts {
  const plans = earlier.map(({ terms, ...plan }) => ({ ...plan, terms: { ...terms, allowances: allowancesOf(terms) } }));
  const facts = { ...rest, plans, lots: [] };
  return { ...facts, lots: lotsOfUses(facts, uses) };
}

const anyone = { products: "any", severities: "any" } as const;

/** The list as one allowance: what was granted for any channel is the bucket, and the others are its limits. */
function allowancesOf({ allowances: list }: EarlierTerms): PlanAllowance[] {
  if (list.length === 0) return [];
  const limits = list
    .filter(({ channels }) => channels !== "any")
    .map(({ channels, amount }) => ({ ...anyone, key: nameOf(channels), channels, atMost: amount }));
  const whole = list.find(({ channels }) => channels === "any");
  const bucket = { per: "contract_year", carryOver: "none" } as const;
  const buckets: Bucket[] =
    whole === undefined
      ? limits.map(({ atMost, ...limit }) => ({ ...bucket, ...limit, amount: atMost, limits: [] }))
      : [{ ...bucket, ...anyone, key: nameOf("any"), channels: "any", amount: whole.amount, limits }];
  return [{ key: "tickets", unit: "tickets", drawnAt: "opening", beyond: "refuse", outOfHoursPercent: 100, buckets }];
}

function nameOf(channels: Admits<Channel>): string {
  if (channels === "any") return "all";
  return channels === "none" ? "none" : channels.only.join("-");
}

/** What tickets used, as the lots that a ledger would hold of it: on the day asked about, of each plan of the contract. */
export function lotsOfUses(facts: Facts, uses: readonly EarlierUse[]): LotsFact[] {
  const bargains = new Map(
    facts.coverages.flatMap(({ source, planId, timeZone }) =>
      source.kind === "contract"
        ? [[`${source.contractId} ${planId}`, { contractId: source.contractId, planId, timeZone }] as const]
        : [],
    ),
  );
  const dayIn = localDays(facts.at);
  return [...bargains.values()].flatMap(({ contractId, planId, timeZone }): LotsFact[] => {
    const contract = facts.contracts.find(({ id }) => id === contractId)!;
    const own = uses.filter((use) => use.contractId === contractId);
    const plan = facts.plans.find(({ id }) => id === planId)!;
    if (own.length === 0) return [];
    return plan.terms.allowances.map((terms) => {
      const on = dayIn(timeZone);
      const lots = [...lotsOn(allowanceOf(contract, planId, terms), [], on, on).values()];
      return { contractId, planId, key: terms.key, lots: lots.map((lot) => ({ ...lot, consumed: usedOf(lot, terms, own) })) };
    });
  });
}

function usedOf(lot: LotBalance, { buckets }: PlanAllowance, uses: readonly EarlierUse[]): number {
  const bucket = buckets.find(({ key }) => key === lot.bucketKey)!;
  const admission = isOwn(lot) ? bucket : bucket.limits.find(({ key }) => key === lot.limitKey)!;
  const counted = uses.filter(
    ({ channel, openedOn }) =>
      phaseOn(lot, openedOn) === "in_force" && admitsRequest(admission, { channel, severity: null, productPath: [] }),
  );
  return counted.reduce((sum, { tickets }) => sum + tickets, 0);
}

/** An answer as it is kept: today's, or with what was left told as it was. */
export type KeptAnswer = Omit<Decision, "candidates"> & {
  readonly candidates: readonly (Omit<Candidate, "allowances"> & {
    readonly allowances: readonly (AllowanceLeft | EarlierLeft)[];
  })[];
};
type EarlierLeft = Pick<AllowanceLeft, "unit" | "per" | "channels" | "granted" | "used" | "left" | "startsOn" | "endsBefore">;

/** An answer that was kept, as it is told today. */
export function answerOf(kept: KeptAnswer): Decision {
  return {
    ...kept,
    candidates: kept.candidates.map((candidate) => ({
      ...candidate,
      allowances: candidate.allowances.map((left) => ("allowance" in left ? left : leftOf(left, candidate.allowances))),
    })),
  };
}

function leftOf(left: EarlierLeft, all: KeptAnswer["candidates"][number]["allowances"]): AllowanceLeft {
  const key = nameOf(left.channels);
  const isLimit = left.channels !== "any" && all.some(({ channels }) => channels === "any");
  const name = { allowance: "tickets", bucket: isLimit ? nameOf("any") : key, limit: isLimit ? key : null };
  return { ...name, ...anyone, ...left, held: 0, over: 0, beyond: "refuse" };
}
