/** What an unknown requester gets (ENT10). */

import { localDays } from "../coverage/in-force.ts";
import { conditionsOf } from "./conditions.ts";
import type { Candidate, Reason, Source } from "./decision.ts";
import * as explain from "./explain.ts";
import type { Facts } from "./facts.ts";
import type { Inquiry } from "./inquiry.ts";
import { targetsOf } from "./targets.ts";
import type { Verdict } from "./verdict.ts";
import { found, termObstacles } from "./weigh.ts";

/** The zone of a requester of whom nobody knows where they are. */
const unknownZone = "UTC";

/** The default plan's answer under its own terms, or a no where no default plan is set. */
export function judgeDefaultPlan(inquiry: Inquiry, facts: Facts): Verdict {
  if (facts.defaultPlanId === null) {
    return {
      outcome: "not_entitled",
      reasons: [explain.unknownRequester()],
      source: null,
      conditions: [],
      targets: [],
      candidates: [],
    };
  }
  const plan = found(new Map(facts.plans.map((one) => [one.id, one])), facts.defaultPlanId, "default plan");
  // It holds on any day; the day asked about stands for its first.
  const source: Source = {
    kind: "default_plan",
    plan: plan.name,
    scope: "account",
    startsOn: localDays(facts.at)(unknownZone),
    endsBefore: null,
  };
  const obstacle = termObstacles(inquiry, plan.terms, [])[0];
  const ruledOutBy: Reason | null = obstacle === undefined ? null : explain.termRuling(obstacle, plan, null, inquiry);
  const candidates: Candidate[] = [
    {
      ...source,
      coverageId: null,
      contractId: null,
      planId: plan.id,
      tier: "default_plan",
      service: "support",
      allowances: [],
      ruledOutBy,
    },
  ];
  if (ruledOutBy !== null) {
    return {
      outcome: "not_entitled",
      reasons: [explain.unknownRequester(), ruledOutBy],
      source: null,
      conditions: [],
      targets: [],
      candidates,
    };
  }
  const opening = { at: facts.at, knownAt: facts.knownAt, timeZone: unknownZone };
  return {
    outcome: "entitled",
    reasons: [explain.byDefaultPlan(plan)],
    source,
    conditions: conditionsOf(inquiry, plan, []),
    targets: targetsOf(plan, inquiry.question.severity, opening),
    candidates,
  };
}
