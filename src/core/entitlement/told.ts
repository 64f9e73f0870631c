/** Standings as a decision tells them. */

import type { Supply } from "./allowance.ts";
import type { AllowanceLeft, Candidate, Source } from "./decision.ts";
import { ruling } from "./explain.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Standing } from "./standing.ts";

/** Where the cover comes from. */
export function sourceOf({ coverage, plan }: Standing): Source {
  const { source, subject, startsOn, endsBefore } = coverage;
  const scope = subject.kind;
  if (source.kind === "warranty") return { kind: "warranty", plan: plan.name, scope, startsOn, endsBefore };
  const { contractNumber, lineNumber } = source;
  return { kind: "contract", contractNumber, lineNumber, plan: plan.name, scope, startsOn, endsBefore };
}

/**
 * The standing with the first thing that rules it out, if any. Every field is written out, for each kind of source: an object
 * copied and added to takes many times as long, and there may be dozens in an answer.
 */
export function candidateOf(standing: Standing, inquiry: Inquiry): Candidate {
  const { coverage, plan, supplies, obstacles, tier } = standing;
  const { id: coverageId, source, subject, startsOn, endsBefore, service } = coverage;
  const { id: planId, name } = plan;
  const scope = subject.kind;
  const allowances = leftOfAll(supplies);
  const first = obstacles[0];
  const ruledOutBy = first === undefined ? null : ruling(first, standing, inquiry);
  if (source.kind === "warranty") {
    return {
      kind: "warranty",
      plan: name,
      scope,
      startsOn,
      endsBefore,
      coverageId,
      contractId: null,
      planId,
      tier,
      service,
      allowances,
      ruledOutBy,
    };
  }
  const { contractId, contractNumber, lineNumber } = source;
  return {
    kind: "contract",
    contractNumber,
    lineNumber,
    plan: name,
    scope,
    startsOn,
    endsBefore,
    coverageId,
    contractId,
    planId,
    tier,
    service,
    allowances,
    ruledOutBy,
  };
}

/** Of a single allowance its own list: the same for all who share it. */
function leftOfAll(supplies: readonly Supply[]): readonly AllowanceLeft[] {
  if (supplies.length > 1) return supplies.flatMap(({ left }) => left);
  return supplies[0]?.left ?? none;
}

const none: readonly never[] = [];
