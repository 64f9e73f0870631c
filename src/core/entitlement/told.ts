/** Standings as a decision tells them. */

import type { Candidate, Source } from "./decision.ts";
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

/** The standing with the first thing that rules it out, if any. */
export function candidateOf(standing: Standing, inquiry: Inquiry): Candidate {
  const { coverage, plan, supplies, obstacles } = standing;
  const first = obstacles[0];
  return {
    ...sourceOf(standing),
    coverageId: coverage.id,
    contractId: coverage.source.kind === "contract" ? coverage.source.contractId : null,
    planId: plan.id,
    tier: standing.tier,
    service: coverage.service,
    allowances: supplies.flatMap(({ left }) => left),
    ruledOutBy: first === undefined ? null : ruling(first, standing, inquiry),
  };
}
