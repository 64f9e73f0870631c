/** Near misses in plain sentences: explain.ts's other half. */

import type { Shortage } from "./allowance.ts";
import { flat } from "../flat.ts";
import { formatMoney } from "../money/money.ts";
import type { NearMiss } from "./decision.ts";
import { grantsAgainOn, periodNoun, unitsText } from "./explain-allowance.ts";
import type { RenewalFact } from "./facts.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Standing } from "./standing.ts";
import type { Channel, Severity } from "./terms.ts";
import { by, capitalised, counted, nameOf, oneOf, spellDay, spellLastDay } from "./words.ts";

type Told = Omit<NearMiss, "contractNumber">;

function miss(told: Told, { coverage: { source } }: Standing): NearMiss {
  const text = flat(told.text);
  return source.kind === "contract" ? { ...told, text, contractNumber: source.contractNumber } : { ...told, text };
}

/** "Gold, SC-2003 line 1" */
function under({ plan, coverage }: Standing): string {
  return `under ${plan.name} (${nameOf(coverage)})`;
}

/** null where no channel is open. */
export function byOtherChannel(ways: readonly Channel[], standing: Standing): NearMiss | null {
  if (ways.length === 0) return null;
  return miss(
    { rule: "ENT5", change: "channel", text: `${capitalised(oneOf(ways.map(by)))} it would be covered ${under(standing)}.` },
    standing,
  );
}

/** null where the contract has no next period, or that would not grant enough. */
export function fromNextPeriod(shortage: Shortage, standing: Standing): NearMiss | null {
  const { spent, amount } = shortage;
  const from = grantsAgainOn(shortage, standing.contract);
  if (spent === null || from === null) return null;
  const text = `From ${spellDay(from)} it would be covered ${under(standing)}: the next ${periodNoun(spent)} grants ${unitsText(spent, amount)}.`;
  return miss({ rule: "ALW3", change: "date", text, from }, standing);
}

export function askedByNamedCaller(standing: Standing): NearMiss {
  return miss(
    { rule: "ENT5", change: "contact", text: `Asked by a named caller it would be covered ${under(standing)}.` },
    standing,
  );
}

/** null where the plan admits none. */
export function atOtherSeverity(admitted: readonly Severity[], standing: Standing): NearMiss | null {
  if (admitted.length === 0) return null;
  const text = `At severity ${oneOf(admitted.map(String))} it would be covered ${under(standing)}.`;
  return miss({ rule: "ENT5", change: "severity", text }, standing);
}

export function aboutOtherService(standing: Standing): NearMiss {
  const text = `A question about ${standing.coverage.service} would be covered ${under(standing)}.`;
  return miss({ rule: "COV2", change: "subject", text }, standing);
}

export function onceRegistered(standing: Standing, { account }: Inquiry): NearMiss {
  const what = { product: "every asset of one product", site: "everything at one site" }[standing.tier as string] ?? "everything";
  const text = `Once it is registered: ${nameOf(standing.coverage)} covers ${what} that ${account!.name} has, under ${standing.plan.name}.`;
  return miss({ rule: "COV12", change: "subject", text }, standing);
}

export function underOtherContract(standing: Standing): NearMiss {
  const text = `Without naming that contract it would be covered ${under(standing)}.`;
  return miss({ rule: "ENT2", change: "subject", text }, standing);
}

export function fromStart(standing: Standing): NearMiss {
  const from = standing.coverage.startsOn;
  return miss({ rule: "COV1", change: "date", text: `From ${spellDay(from)} it is covered ${under(standing)}.`, from }, standing);
}

/** `ago` is in days since the first day without cover, which is 0 on that day itself. */
export function onceRenewed(standing: Standing, ago: number, renewals: readonly RenewalFact[]): NearMiss {
  const { coverage, plan } = standing;
  const last = `${spellLastDay(coverage.endsBefore!)}, ${ago === 0 ? "yesterday" : `${counted(ago + 1, "day")} ago`}`;
  if (coverage.source.kind === "warranty") {
    const text = `The warranty covered it until ${last}; a contract could follow it.`;
    return miss({ rule: "COV3", change: "renewal", text }, standing);
  }
  const price = renewals.find(({ coverageId }) => coverageId === coverage.id);
  const yearly = price && { minor: price.yearlyMinor, currency: price.currency };
  const cost = yearly ? ` for ${formatMoney({ ...yearly, minor: BigInt(yearly.minor) })} a year` : "";
  const how = coverage.endReason === "removed" ? "taking it back into the contract" : "renewing it";
  const text = `${coverage.source.contractNumber} covered it until ${last}; ${how}${cost} would cover it under ${plan.name} again.`;
  return miss({ rule: "COV3", change: "renewal", text, ...(yearly && { yearly }) }, standing);
}
