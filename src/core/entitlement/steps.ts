/** The order of work, a line each (ENT1). */

import type { Reason } from "./decision.ts";
import type { Identified } from "./identify.ts";
import { say } from "./say.ts";
import type { Obstacle, Standing } from "./standing.ts";
import { allOf, assetName, counted, nameOf } from "./words.ts";
import type { Verdict } from "./verdict.ts";

/** One line for each step that was taken, in the order in which it was taken. */
export function stepsOf({ inquiry, dispute }: Identified, standings: readonly Standing[], verdict: Verdict): Reason[] {
  const { account, asset, callers, callerGiven } = inquiry;
  const inForce = standings.filter(({ obstacles }) => !obstacles.some(isOfDate));
  const fitting = inForce.filter(({ obstacles }) => obstacles.every(isOfAllowance));
  const left = fitting.filter(({ obstacles }) => obstacles.length === 0);
  const caller = callers.length > 0 ? allOf(callers.map((one) => one.name)) : callerGiven ? "not known" : "not given";
  return [
    say("ENT2", `Caller: ${caller}.`),
    say("ENT2", `Account: ${account?.name ?? "not known"}${dispute === null ? "" : "; the clues are in dispute"}.`),
    say("COV12", `Subject: ${asset === null ? "no asset" : assetName(asset)}.`),
    gathered(standings.length),
    inForceOf(inForce.length),
    admittedOf(fitting.length),
    withUnitsLeft(left.length),
    say("ENT3", `Order of preference: ${allOrNothing(left)}.`),
    say("ENT6", `Decided: ${verdict.outcome.replace("_", " ")}.`),
  ];
}

const gathered = byNumber((n) => say("COV1", `Gathered: ${counted(n, "coverage")} that could speak for it.`));
const inForceOf = byNumber((n) => say("COV4", `In force on the day, by their own midnights: ${n}.`));
const admittedOf = byNumber((n) =>
  say("ENT5", `Admitted by scope, contract, service, channel, caller, product and severity: ${n}.`),
);
const withUnitsLeft = byNumber((n) => say("ALW3", `With at least one unit left: ${n}.`));

/** The sentence for a number, made once: these stand in every answer, and no number exceeds the coverages that are looked at. */
function byNumber(make: (number: number) => Reason): (number: number) => Reason {
  const made: Reason[] = [];
  return (number) => (made[number] ??= make(number));
}

function allOrNothing(left: readonly Standing[]): string {
  return left.length === 0 ? "nothing to order" : left.map(({ coverage }) => nameOf(coverage)).join(", ");
}

const isOfDate = ({ kind }: Obstacle): boolean => kind === "not_started" || kind === "ended";
const isOfAllowance = ({ kind }: Obstacle): boolean => kind === "allowance";
