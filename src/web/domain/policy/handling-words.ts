import type { DecisionReply } from "#api/entitlements.ts";
import type { Handling } from "#core/policy/policy.ts";
import type { BadgeTone } from "#web/ui/badge/badge.tsx";

type Words = {
  /** As a choice, and in a list. */
  readonly name: string;
  /** What happens to the ticket and who is told, in a sentence. */
  readonly means: string;
  readonly tone: BadgeTone;
};

/** What is done with a no (ENT7), from the mildest to the strictest. */
export const handlings: Readonly<Record<Handling, Words>> = {
  observe: { name: "Serve, and record", means: "The ticket is served as any other; the exception is recorded.", tone: "quiet" },
  advise: {
    name: "Serve, with a notice",
    means: "The ticket is served; the customer gets a friendly notice, and renewals get a task.",
    tone: "caution",
  },
  bill: {
    name: "Serve against a quote",
    means: "The ticket waits until a quote is approved; the customer is told so.",
    tone: "accent",
  },
  enforce: {
    name: "Refuse, send to renewals",
    means: "The ticket is held; the customer is told what it takes to be covered, and renewals get a task.",
    tone: "bad",
  },
};

export const handlingOrder = Object.keys(handlings) as readonly Handling[];

/** What is done with a no, as an answer tells it. */
export type Handled = NonNullable<DecisionReply["handling"]>;

/** What becomes of a ticket that is not covered, in a sentence or two. A customer is told what becomes of it, and not by which policy. */
export function handledWords({ handling, isServed, awaitsQuote }: Handled): string {
  if (handling !== null) return `${handlings[handling].name}. ${handlings[handling].means}`;
  if (isServed) return "We look at it all the same, and tell you what it takes to be covered.";
  return awaitsQuote
    ? "It waits until you have approved a quote."
    : "We cannot begin until it is covered; renewals help with that.";
}
