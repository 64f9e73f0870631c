/** Holds a coverage against an inquiry, term by term, in the order of work (ENT1, ENT5). */

import type { Coverage, IsoDate } from "../coverage/coverage.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { nameKey } from "../identification/keys.ts";
import { shortageFor, type Supply, suppliesOf } from "./allowance.ts";
import type { ContractFact, Facts, PlanFact } from "./facts.ts";
import type { Inquiry } from "./inquiry.ts";
import { reachOf } from "./reach.ts";
import type { Obstacle, Standing, TermObstacle } from "./standing.ts";
import { isClosed } from "./targets.ts";
import { admits, type PlanTerms } from "./terms.ts";

/** Where every coverage of the facts that speaks for the subject stands (ENT1: gather, in force, filter, allowance). */
export function weighAll(inquiry: Inquiry, facts: Facts, dayIn: (timeZone: string) => IsoDate): Standing[] {
  const planOf = plansByCoverage(facts.plans);
  const contracts = new Map(facts.contracts.map((contract) => [contract.id, contract]));
  const standings: Standing[] = [];
  for (const coverage of facts.coverages) {
    const reach = reachOf(coverage, inquiry);
    if (reach === null) continue;
    const plan = planOf(coverage);
    const contract = coverage.source.kind === "contract" ? found(contracts, coverage.source.contractId, "contract") : null;
    const today = dayIn(coverage.timeZone);
    const phase = phaseOn(coverage, today);
    const isOutOfHours = () => isClosed(plan, { at: facts.at, knownAt: facts.knownAt, timeZone: inquiry.account!.timeZone });
    const supplies = phase === "in_force" ? suppliesOf(plan, contract, facts.lots, today, isOutOfHours) : [];
    const obstacles: Obstacle[] = reach.obstacle === null ? [] : [reach.obstacle];
    obstacles.push(...contractObstacle(inquiry, contract));
    if (phase !== "in_force") obstacles.push({ kind: phase });
    obstacles.push(...serviceObstacle(inquiry, coverage), ...termObstacles(inquiry, plan.terms, supplies));
    standings.push({ coverage, contract, plan, tier: reach.tier, steps: reach.steps, today, supplies, obstacles });
  }
  return standings;
}

/** The version of its plan that holds for a coverage. */
function plansByCoverage(plans: readonly PlanFact[]): (coverage: Coverage) => PlanFact {
  const everywhere = new Map(plans.filter(({ timeZone }) => timeZone === undefined).map((plan) => [plan.id, plan]));
  if (everywhere.size === plans.length) return ({ planId }) => found(everywhere, planId, "plan");
  return ({ planId, timeZone }) =>
    plans.find((plan) => plan.id === planId && plan.timeZone === timeZone) ?? found(everywhere, planId, "plan");
}

/** What a decision rests on must be among its facts: that it is not is a bug of whoever gathered them. */
export function found<T>(among: ReadonlyMap<string, T>, id: string, what: string): T {
  const value = among.get(id);
  if (value === undefined) throw new Error(`The facts lack the ${what} ${id}.`);
  return value;
}

function contractObstacle(inquiry: Inquiry, contract: ContractFact | null): Obstacle[] {
  if (inquiry.contract === null || inquiry.contract.id === contract?.id) return [];
  return [{ kind: "other_contract", named: inquiry.contract.number }];
}

function serviceObstacle({ question }: Inquiry, coverage: Coverage): Obstacle[] {
  if (question.service === undefined || nameKey(question.service) === nameKey(coverage.service)) return [];
  return [{ kind: "service", asked: question.service }];
}

/** What in the plan's terms stands in the way (ENT5, ALW3). What the question leaves out is not held against it (ENT14). */
export function termObstacles(inquiry: Inquiry, terms: PlanTerms, supplies: readonly Supply[]): TermObstacle[] {
  const { channel, severity } = inquiry.question;
  const obstacles: TermObstacle[] = [];
  if (terms.channels === "none" || (channel !== undefined && !admits(terms.channels, channel)))
    obstacles.push({ kind: "channel" });
  obstacles.push(...contactObstacle(inquiry, terms));
  if (!admitsProduct(inquiry, terms)) obstacles.push({ kind: "product" });
  if (terms.severities === "none" || (severity !== undefined && !admits(terms.severities, severity)))
    obstacles.push({ kind: "severity" });
  const shortage = shortageFor(supplies, inquiry, terms);
  if (shortage !== null) obstacles.push({ kind: "allowance", shortage });
  return obstacles;
}

function contactObstacle({ callerGiven, callers }: Inquiry, { contacts }: PlanTerms): TermObstacle[] {
  if (contacts === "none") return [{ kind: "contact", because: "nobody" }];
  if (contacts === "any" || !callerGiven || callers.some((caller) => caller.namedCaller)) return [];
  return [{ kind: "contact", because: callers.length === 0 ? "unknown" : "unnamed" }];
}

function admitsProduct({ productPath }: Inquiry, { products }: PlanTerms): boolean {
  if (products === "none") return false;
  return products === "any" || productPath.length === 0 || productPath.some((id) => products.only.includes(id));
}
