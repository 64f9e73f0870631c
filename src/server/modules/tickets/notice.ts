/** What a customer is told about a request that is not covered, in plain words: never which rule of the desk said so. */

import type { Decision } from "#core/entitlement/decision.ts";
import type { Consequences } from "#core/policy/index.ts";

/**
 * The notice for a decision that said no, as the customer may see it; null where they are not told. What it takes to be covered are the
 * decision's near misses.
 */
export function noticeOf(
  { nearMisses, account }: Pick<Decision, "nearMisses" | "account">,
  consequences: Consequences,
): string | null {
  if (!consequences.tellsRequester) return null;
  if (account === null) return whoAreYou;
  const ways = nearMisses.map(({ text }) => `• ${text}`);
  const takes = ways.length === 0 ? [] : ["", "What it takes to be covered:", ...ways];
  return [followsFor(consequences), ...takes].join("\n");
}

const whoAreYou =
  "We could not tell which customer you are with. Tell us your company, or the serial number of the device, and we look up your cover.";

function followsFor({ isServed, awaitsQuote }: Consequences): string {
  const open = "As far as we can see, this is not covered by a support contract.";
  if (awaitsQuote) return `${open} We can do it for a price: you get a quote from us, and we begin when you accept it.`;
  if (isServed) return `${open} We help you all the same this time, and our renewals team will be in touch.`;
  return `${open} We cannot begin until it is. Our renewals team helps you with that: a reply here reaches them.`;
}

/** What is told when somebody has let it through. */
export const letThrough = "Good news: we help you with this all the same, although it is not covered.";
