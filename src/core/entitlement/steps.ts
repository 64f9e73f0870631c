/** The order of work, a line each (ENT1). */

import type { Reason } from "./decision.ts";
import type { Identified } from "./identify.ts";
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
    { rule: "ENT2", text: `Caller: ${caller}.` },
    { rule: "ENT2", text: `Account: ${account?.name ?? "not known"}${dispute === null ? "" : "; the clues are in dispute"}.` },
    { rule: "COV12", text: `Subject: ${asset === null ? "no asset" : assetName(asset)}.` },
    { rule: "COV1", text: `Gathered: ${counted(standings.length, "coverage")} that could speak for it.` },
    { rule: "COV4", text: `In force on the day, by their own midnights: ${inForce.length}.` },
    { rule: "ENT5", text: `Admitted by scope, contract, service, channel, caller, product and severity: ${fitting.length}.` },
    { rule: "ALW3", text: `With at least one unit left: ${left.length}.` },
    {
      rule: "ENT3",
      text: `Order of preference: ${left.length === 0 ? "nothing to order" : left.map(({ coverage }) => nameOf(coverage)).join(", ")}.`,
    },
    { rule: "ENT6", text: `Decided: ${verdict.outcome.replace("_", " ")}.` },
  ];
}

const isOfDate = ({ kind }: Obstacle): boolean => kind === "not_started" || kind === "ended";
const isOfAllowance = ({ kind }: Obstacle): boolean => kind === "allowance";
