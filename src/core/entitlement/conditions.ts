/** What a question left open and the answer still depends on (ENT14). */

import { flat } from "../flat.ts";
import { shortagesByChannel, type Supply } from "./allowance.ts";
import type { Condition } from "./decision.ts";
import type { Inquiry } from "./inquiry.ts";
import { isNamedUnder } from "./named-callers.ts";
import type { Plan } from "./terms.ts";
import { othersSpent } from "./explain-allowance.ts";
import { admittedSeverities, by, oneOf } from "./words.ts";

/** The conditions of the plan that the question does not settle: channel, caller, severity. */
export function conditionsOf(inquiry: Inquiry, plan: Plan, supplies: readonly Supply[]): Condition[] {
  return [...channelCondition(inquiry, plan, supplies), ...contactCondition(inquiry, plan), ...severityCondition(inquiry, plan)];
}

function channelCondition(inquiry: Inquiry, { terms }: Plan, supplies: readonly Supply[]): Condition[] {
  if (inquiry.question.channel !== undefined) return [];
  const shortages = shortagesByChannel(inquiry, terms, supplies);
  const open = [...shortages].filter(([, shortage]) => shortage === null).map(([channel]) => channel);
  const shortage = [...shortages.values()].find((one) => one !== null) ?? null;
  if (terms.channels === "any" && shortage === null) return [];
  const spent = shortage === null ? "" : ` ${othersSpent(shortage)}`;
  return [depends("channel", `The request has to come ${oneOf(open.map(by))}.${spent}`)];
}

function contactCondition({ callerGiven, callers }: Inquiry, { name, terms }: Plan): Condition[] {
  if (terms.contacts !== "named") return [];
  if (!callerGiven) return [depends("contact", `${name} lets only named callers open tickets.`)];
  if (callers.every((caller) => isNamedUnder(terms, caller))) return [];
  const named = callers.filter((caller) => isNamedUnder(terms, caller)).map((caller) => caller.name);
  const whoElse = `others share that address or number, and ${name} lets only named callers open tickets`;
  return [depends("contact", `The caller has to be ${oneOf(named)}: ${whoElse}.`)];
}

function severityCondition({ question }: Inquiry, { terms }: Plan): Condition[] {
  if (question.severity !== undefined) return [];
  const admitted = admittedSeverities(terms.severities);
  const only = terms.severities === "any" ? "" : ` Severity ${oneOf(admitted.map(String))} is covered.`;
  return [depends("severity", `The severity is open, so the targets of each are given.${only}`)];
}

function depends(term: Condition["term"], text: string): Condition {
  return { term, text: flat(text) };
}
