import type { ReplayDifference } from "#api/replays.ts";

type Amount = { readonly minor: string; readonly currency: string };

/** What another policy would have done to the tickets of some days. */
export type Simulated = {
  /** Turned away, or made to wait for a quote, where they were served. */
  readonly refused: readonly ReplayDifference[];
  readonly awaiting: readonly ReplayDifference[];
  /** Of both, those that were covered by what is known today, or that somebody overrode. */
  readonly wrongly: readonly ReplayDifference[];
  /** Served where they were turned away. */
  readonly served: readonly ReplayDifference[];
  /** What the work on the tickets refused or waiting has cost, in each currency. */
  readonly cost: readonly Amount[];
};

const isServed = (handling: ReplayDifference["before"]["handling"]): boolean => handling !== "enforce" && handling !== "bill";

/** Sorts the differences of a replay by what would have become of their tickets; questions without a ticket count for nothing. */
export function simulatedBy(differences: readonly ReplayDifference[]): Simulated {
  const tickets = differences.filter(({ ticket }) => ticket !== null);
  const refused = tickets.filter(({ after, before }) => after.handling === "enforce" && before.handling !== "enforce");
  const awaiting = tickets.filter(({ after, before }) => after.handling === "bill" && before.handling !== "bill");
  const turnedAway = [...refused, ...awaiting];
  return {
    refused,
    awaiting,
    wrongly: turnedAway.filter(({ wrongly }) => wrongly),
    served: tickets.filter(({ after, before }) => isServed(after.handling) && !isServed(before.handling)),
    cost: sumsOf(turnedAway.flatMap(({ cost }) => cost ?? [])),
  };
}

function sumsOf(amounts: readonly Amount[]): Amount[] {
  return [...Map.groupBy(amounts, ({ currency }) => currency)].map(([currency, of]) => ({
    currency,
    minor: String(of.reduce((sum, { minor }) => sum + BigInt(minor), 0n)),
  }));
}
