/** A replay of decisions for a terminal. */

import type { ReplayDifference } from "#api/replays.ts";
import { formatMoney } from "#core/money/money.ts";
import { day } from "./day-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

/** All pages of it as one. */
export type Replay = { readonly replayed: number; readonly same: number; readonly differences: readonly ReplayDifference[] };

/** Differences that are listed; --json has them all. */
const LISTED = 40;

/** What came out differently, decision by decision, and what it comes to. `isSupposing`: something else was asked of them. */
export function replayWords({ replayed, same, differences }: Replay, isSupposing: boolean, paint: Paint): string {
  const counted = `${replayed} ${replayed === 1 ? "decision" : "decisions"} made again`;
  if (differences.length === 0) return paint("green", `${counted}: all the same.`);
  const more = differences.length - LISTED;
  return [
    paint("bold", `${counted}: ${same} the same, ${differences.length} not.`),
    "",
    ...table(differences.slice(0, LISTED), paint),
    ...(more > 0 ? [paint("dim", `and ${more} more; --json lists all`)] : []),
    "",
    ...totals(differences),
    ...(isSupposing ? [] : ["", paint("red", "A decision should come out as it was recorded. Tell whoever keeps this Ambit.")]),
  ].join("\n");
}

function table(differences: readonly ReplayDifference[], paint: Paint): string[] {
  return tableWords(
    [
      { title: "decided" },
      { title: "ticket" },
      { title: "account" },
      { title: "serial" },
      { title: "was" },
      { title: "would be" },
      { title: "cost", numeric: true },
      { title: "" },
    ],
    differences.map((one) => [
      day(one.decidedAt.slice(0, 10)),
      one.ticket?.number ?? "",
      one.accountName ?? "nobody known",
      one.serial ?? "",
      saidWords(one.before),
      saidWords(one.after),
      one.cost === null ? "" : formatMoney({ minor: BigInt(one.cost.minor), currency: one.cost.currency }),
      one.wrongly ? "wrongly" : "",
    ]),
    paint,
  );
}

const outcomes = { entitled: "covered", not_entitled: "not covered", undecided: "undecided" } as const;

/** "SC-2001 line 1, Gold", "not covered, refused". */
function saidWords({ outcome, coveredBy, handling }: ReplayDifference["before"]): string {
  return [coveredBy ?? outcomes[outcome], ...(handling === null ? [] : [handlings[handling]])].join(", ");
}

const handlings = { observe: "served", advise: "served with a notice", enforce: "refused", bill: "quoted" } as const;

/** "41 refused, 9 of them wrongly, GBP 12,300.00 of work", and the same for quotes. */
function totals(differences: readonly ReplayDifference[]): string[] {
  return (["enforce", "bill"] as const).flatMap((handling) => {
    const turned = differences.filter(({ before, after }) => after.handling === handling && before.handling !== handling);
    if (turned.length === 0) return [];
    const wrongly = turned.filter(({ wrongly }) => wrongly).length;
    return [[`${turned.length} would be ${handlings[handling]}`, `${wrongly} of them wrongly`, ...costs(turned)].join(", ")];
  });
}

function costs(differences: readonly ReplayDifference[]): string[] {
  const sums = new Map<string, bigint>();
  for (const { cost } of differences)
    if (cost !== null) sums.set(cost.currency, (sums.get(cost.currency) ?? 0n) + BigInt(cost.minor));
  return Array.from(sums, ([currency, minor]) => `${formatMoney({ minor, currency })} of work`);
}
