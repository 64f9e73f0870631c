/** What changed in contracts while they ran: prices raised, an asset swapped or taken in, a summer without support. */

import type { CoveredSubject } from "#core/amendments/index.ts";
import type { ContractRecord } from "#modules/contracts/contracts.ts";
import type { Customer, Draw } from "./estate.ts";
import { type Happening, nothingAt, type Told } from "./happenings.ts";
import { makeRandom, type Random } from "./random.ts";

/** What a contract covers, and its price of a year. */
export type Covered = CoveredSubject & { readonly yearlyMinor: bigint };

/** A signed contract, what stays on it to its end, and when it was signed. */
export type Running = {
  readonly contract: ContractRecord;
  readonly staying: readonly Covered[];
  readonly at: Temporal.Instant;
};

/** A chance of its own for each contract, so that what is drawn here shifts nothing that is drawn elsewhere. */
const chanceOf = ({ number }: ContractRecord): Random => makeRandom(Number(number.replace(/\D/g, "")) * 7919);

/** Told some days before they take effect, in order of time; what would be told after now is not. */
export function changesOf({ now }: Draw, customer: Customer, running: Running): Happening[] {
  const random = chanceOf(running.contract);
  const startsOn = Temporal.PlainDate.from(running.contract.startsOn);
  const on = startsOn.add({ days: random.int(70, 240) });
  const told = on
    .subtract({ days: random.int(2, 20) })
    .toZonedDateTime({ timeZone: "UTC", plainTime: "10:30" })
    .toInstant();
  const isKnown = Temporal.Instant.compare(told, now) < 0 && Temporal.Instant.compare(told, running.at) > 0;
  const change = changeOn(random, customer, running, on);
  if (!isKnown || change === null) return [];
  return [{ ...nothingAt(told), told: [{ id: random.id(told), contractId: running.contract.id, ...change }] }];
}

type Change = Pick<Told, "change" | "reason"> | null;

function changeOn(random: Random, customer: Customer, { staying }: Running, on: Temporal.PlainDate): Change {
  const [dearest] = staying.toSorted((a, b) => Number(b.yearlyMinor - a.yearlyMinor));
  if (dearest === undefined) return null;
  const [effectiveOn, lastDay] = [on.toString(), on.subtract({ days: 1 }).toString()];
  switch (random.pick(["nothing", "nothing", "swap", "swap", "reprice", "suspend"] as const)) {
    case "nothing":
      return null;
    case "swap":
      return swap(customer, staying, lastDay);
    case "reprice":
      return {
        change: {
          kind: "reprice",
          covered: [named(dearest)],
          yearlyMinor: String((dearest.yearlyMinor * 9n) / 10n),
          effectiveOn,
        },
        reason: "A tenth off, as agreed with sales",
      };
    case "suspend":
      return {
        change: { kind: "suspend", startsOn: effectiveOn, resumesOn: on.add({ days: random.int(14, 45) }).toString() },
        reason: "The plant stands still; they asked for a pause",
      };
  }
}

/** A broken device gives its place to one that nothing else covers. */
function swap({ assets }: Customer, staying: readonly Covered[], lastDay: string): Change {
  const taken = new Set(staying.map(({ subject }) => (subject.kind === "asset" ? subject.assetId : "")));
  const covered = staying.find(({ subject }) => subject.kind === "asset");
  const spare = assets.find(({ id, status, article }) => status === "spare" && article.maker !== "Tarnsoft" && !taken.has(id));
  if (covered === undefined || spare === undefined) return null;
  return {
    change: { kind: "replace", covered: named(covered), by: { kind: "asset", assetId: spare.id, coversParts: false }, lastDay },
    reason: "The device was exchanged under warranty",
  };
}

const named = ({ lineId, subject }: Covered): CoveredSubject => ({ lineId, subject });
