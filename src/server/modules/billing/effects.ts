/** What a change of a contract would do to its bill: the preview of an amendment, on facts that may never be written (COV8). */

import {
  billedDays,
  billedSubject,
  changesOf,
  type ContractFacts,
  type CoverageChange,
  coveredDays,
} from "#core/amendments/index.ts";
import { coveredKey } from "#core/amendments/facts.ts";
import { type BillingFacts, type BillingTerms, type LineSubject, type NewLine, unbilledOf } from "#core/billing/index.ts";
import type { IsoDate, Subject } from "#core/coverage/coverage.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import { billingPeriods } from "#core/proration/index.ts";
import type { Outcome } from "#core/outcome.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { firstDifference, type Forecast, forecast } from "./forecast.ts";
import { issuedCharges } from "./issued.ts";
import { invoicedOf } from "./invoiced-store.ts";

export type EffectLine = NewLine & {
  readonly covered: Subject;
  /** Where it comes to stand: a credit on the next credit note, a charge on the next invoice, because its period is due. */
  readonly document: "credit_note" | "invoice";
};

export type BillingEffects = {
  /** What the next run posts because of the change, and would not post without. */
  readonly lines: readonly EffectLine[];
  /** Not above 0. */
  readonly creditMinor: bigint;
  /** What the next run charges more because of the change; below 0 where it charges less, for days due and not invoiced yet. */
  readonly chargeMinor: bigint;
  /** What periods come to, less what was invoiced of them: the next to come, and before them those due that differ. */
  readonly invoices: readonly Forecast[];
  /** The price of a year of what is covered on the day the change takes effect, or on `through` if that is later. */
  readonly yearlyBeforeMinor: bigint;
  readonly yearlyAfterMinor: bigint;
};

export type EffectsAsked = {
  readonly before: ContractFacts;
  readonly after: ContractFacts;
  /** Today, in the contract's zone: what is due by then is posted by the next run. */
  readonly through: IsoDate;
  /** What differs between the two, where that is known already. */
  readonly changes?: readonly CoverageChange[] | undefined;
};

/**
 * What the difference between two states of one contract does to its bill. Only subjects that differ are read line by line, so that
 * one of 5,000 is answered at once. Refused as a bill is, `charged_twice` for one: such a contract cannot be billed either way.
 */
export async function billingEffects(
  ctx: Context,
  { before, after, through, changes = changesOf(before, after) }: EffectsAsked,
): Promise<Outcome<BillingEffects>> {
  permit(ctx.actor, "contracts.read");
  const { contractId } = after.header;
  const touched = touchedIn(before, after, changes);
  const subjects = new Set(touched.values().map(({ subject }) => subject));
  const issued = touched.size === 0 ? [] : ((await issuedCharges(ctx.tx, [contractId], subjects)).get(contractId) ?? []);
  const invoiced = await invoicedOf(ctx.tx, contractId, through);
  const part = { of: [...touched.values()], invoicedThrough: invoiced.through };
  const from = firstPeriodOf(after.header.billing, changes);
  const linesOf = (facts: ContractFacts) =>
    unbilledOf(sinceDay(from, { ...billedDays(facts), terms: facts.header.billing, issued }), part, through);
  const [were, are] = [linesOf(before), linesOf(after)];
  if (!were.ok) return were;
  if (!are.ok) return are;
  const lines = onlyNew(were.value, are.value).map((line) => placed(line, touched));
  const on = effectiveDay(before, after, through);
  return {
    ok: true,
    value: {
      lines,
      creditMinor: sumOf(lines.filter(({ kind }) => kind === "credit")),
      chargeMinor: sumOf(are.value.filter(isCharge)) - sumOf(were.value.filter(isCharge)),
      invoices: await forecast(ctx.tx, { before, after, changes, through }),
      yearlyBeforeMinor: yearlyOn(before, on),
      yearlyAfterMinor: yearlyOn(after, on),
    },
  };
}

/** The first day of the first period of which anything differs: before it the two bills are the same. null where nothing differs. */
function firstPeriodOf(terms: BillingTerms, changes: readonly CoverageChange[]): IsoDate | null {
  const first = firstDifference(changes);
  if (first === null) return null;
  const day = Temporal.PlainDate.from(first);
  const anchorOn = Temporal.PlainDate.from(terms.anchorOn);
  return billingPeriods({ ...terms, anchorOn, from: day, before: day.add({ days: 1 }) })[0]!.startsOn.toString();
}

/** What a bill of the periods from `from` on, a first day of one, is drawn up from. */
function sinceDay(from: IsoDate | null, { coverage, issued, ...rest }: BillingFacts): BillingFacts {
  if (from === null) return { coverage, issued, ...rest };
  return {
    ...rest,
    coverage: coverage
      .filter(({ endsBefore }) => endsBefore === null || endsBefore > from)
      .map((one) => (one.startsOn < from ? { ...one, startsOn: from } : one)),
    issued: issued.filter(({ period }) => period.endsBefore > from),
  };
}

type Touched = LineSubject & { readonly covered: Subject };

/** What is billed under another key or for other days, by that key and line; of either state. */
function touchedIn(before: ContractFacts, after: ContractFacts, changes: readonly CoverageChange[]): Map<string, Touched> {
  const keys = new Set(changes.map(coveredKey));
  const facts = [...before.coverage, ...before.ended, ...after.coverage, ...after.ended].filter((fact) =>
    keys.has(coveredKey(fact)),
  );
  return new Map(
    facts.map((fact) => {
      const { lineId, subject: covered } = fact;
      const subject = billedSubject(fact);
      return [`${lineId}/${subject}`, { lineId, subject, covered }];
    }),
  );
}

function onlyNew(were: readonly NewLine[], are: readonly NewLine[]): NewLine[] {
  const known = new Set(were.map(({ key, amountMinor }) => `${key} ${amountMinor}`));
  return are.filter(({ key, amountMinor }) => !known.has(`${key} ${amountMinor}`));
}

function placed(line: NewLine, touched: ReadonlyMap<string, Touched>): EffectLine {
  const { covered } = touched.get(`${line.lineId}/${line.subject}`)!;
  return { ...line, covered, document: line.kind === "credit" ? "credit_note" : "invoice" };
}

const isCharge = ({ kind }: NewLine): boolean => kind === "charge";

function effectiveDay(before: ContractFacts, after: ContractFacts, through: IsoDate): IsoDate {
  const effectiveOn = after.amendments[before.amendments.length]?.effectiveOn ?? through;
  return effectiveOn > through ? effectiveOn : through;
}

function yearlyOn({ coverage }: ContractFacts, day: IsoDate): bigint {
  let sum = 0n;
  for (const fact of coveredDays(coverage)) if (phaseOn(fact, day) === "in_force") sum += BigInt(fact.yearlyMinor);
  return sum;
}

function sumOf(lines: readonly { readonly amountMinor: bigint }[]): bigint {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
