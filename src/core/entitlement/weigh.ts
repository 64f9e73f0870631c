/** Holds a coverage against an inquiry, term by term, in the order of work (ENT1, ENT5). */

import type { Coverage, IsoDate } from "../coverage/coverage.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { nameKey } from "../identification/keys.ts";
import { shortageFor, type Supply, suppliesOf } from "./allowance.ts";
import type { ContractFact, Facts } from "./facts.ts";
import type { Inquiry } from "./inquiry.ts";
import { planOf } from "./plan-of.ts";
import { isNamedUnder } from "./named-callers.ts";
import { reachOf } from "./reach.ts";
import type { Obstacle, Standing, TermObstacle } from "./standing.ts";
import { isClosed } from "./targets.ts";
import { admits, type Plan, type PlanTerms } from "./terms.ts";

/** Where every coverage of the facts that speaks for the subject stands (ENT1: gather, in force, filter, allowance). */
export function weighAll(inquiry: Inquiry, facts: Facts, dayIn: (timeZone: string) => IsoDate): Standing[] {
  const contracts = new Map(facts.contracts.map((contract) => [contract.id, contract]));
  const standings: Standing[] = [];
  for (const coverage of facts.coverages) {
    const reach = reachOf(coverage, inquiry);
    if (reach === null) continue;
    const { source } = coverage;
    const plan = planOf(coverage, facts.plans);
    const contract = source.kind === "contract" ? found(contracts, source.contractId, "contract") : null;
    const today = dayIn(coverage.timeZone);
    const phase = phaseOn(coverage, today);
    const supplies = phase === "in_force" ? suppliesToday(plan, contract, inquiry, facts, today) : none;
    const obstacles: Obstacle[] = [];
    if (reach.obstacle !== null) obstacles.push(reach.obstacle);
    if (isOtherContract(inquiry, contract)) obstacles.push({ kind: "other_contract", named: inquiry.contract!.number });
    if (phase !== "in_force") obstacles.push(phase === "ended" ? ended : notStarted);
    if (isOtherService(inquiry, coverage)) obstacles.push({ kind: "service", asked: inquiry.question.service! });
    for (const obstacle of termObstacles(inquiry, plan.terms, supplies)) obstacles.push(obstacle);
    standings.push({ coverage, contract, plan, tier: reach.tier, steps: reach.steps, today, supplies, obstacles });
  }
  return standings;
}

const none: readonly never[] = [];
const ended: Obstacle = { kind: "ended" };
const notStarted: Obstacle = { kind: "not_started" };

function suppliesToday(
  plan: Plan,
  contract: ContractFact | null,
  { account }: Inquiry,
  { at, knownAt, lots }: Facts,
  today: IsoDate,
): readonly Supply[] {
  return suppliesOf(plan, contract, lots, today, () => isClosed(plan, { at, knownAt, timeZone: account!.timeZone }));
}

/** What a decision rests on must be among its facts: that it is not is a bug of whoever gathered them. */
export function found<T>(among: ReadonlyMap<string, T>, id: string, what: string): T {
  const value = among.get(id);
  if (value === undefined) throw new Error(`The facts lack the ${what} ${id}.`);
  return value;
}

function isOtherContract({ contract: named }: Inquiry, contract: ContractFact | null): boolean {
  return named !== null && named.id !== contract?.id;
}

function isOtherService({ question: { service } }: Inquiry, coverage: Coverage): boolean {
  return service !== undefined && nameKey(service) !== nameKey(coverage.service);
}

/** What in the plan's terms stands in the way (ENT5, ALW3). What the question leaves out is not held against it (ENT14). */
export function termObstacles(inquiry: Inquiry, terms: PlanTerms, supplies: readonly Supply[]): TermObstacle[] {
  const { channel, severity } = inquiry.question;
  const obstacles: TermObstacle[] = [];
  if (terms.channels === "none" || (channel !== undefined && !admits(terms.channels, channel)))
    obstacles.push({ kind: "channel" });
  const because = contactMissing(inquiry, terms);
  if (because !== null) obstacles.push({ kind: "contact", because });
  if (!admitsProduct(inquiry, terms)) obstacles.push({ kind: "product" });
  if (terms.severities === "none" || (severity !== undefined && !admits(terms.severities, severity)))
    obstacles.push({ kind: "severity" });
  const shortage = shortageFor(supplies, inquiry, terms);
  if (shortage !== null) obstacles.push({ kind: "allowance", shortage });
  return obstacles;
}

type ContactMissing = Extract<TermObstacle, { kind: "contact" }>["because"];

function contactMissing({ callerGiven, callers }: Inquiry, terms: PlanTerms): ContactMissing | null {
  if (terms.contacts === "none") return "nobody";
  if (terms.contacts === "any" || !callerGiven || callers.some((caller) => isNamedUnder(terms, caller))) return null;
  if (callers.length === 0) return "unknown";
  return callers.some(({ namedCaller }) => namedCaller) ? "too_many" : "unnamed";
}

function admitsProduct({ productPath }: Inquiry, { products }: PlanTerms): boolean {
  if (products === "none") return false;
  return products === "any" || productPath.length === 0 || productPath.some((id) => products.only.includes(id));
}
