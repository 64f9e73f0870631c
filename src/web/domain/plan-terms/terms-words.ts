import type { Channel, PlanTerms } from "#core/entitlement/terms.ts";
import { channelName } from "#web/domain/channel-words.ts";

type ChannelsAdmitted = "any" | "none" | { readonly only: readonly Channel[] };

/** "any channel", "no channel", "e-mail, portal or phone". */
export function channelsWords(admits: ChannelsAdmitted): string {
  if (admits === "any") return "any channel";
  if (admits === "none") return "no channel";
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(
    admits.only.map((channel) => (channel === "api" ? "API" : channelName(channel).toLowerCase())),
  );
}

/** "named callers only, at most 5". */
export function callerWords({ contacts, namedAtMost }: Pick<PlanTerms, "contacts" | "namedAtMost">): string {
  const limit = namedAtMost === undefined ? "" : `, at most ${namedAtMost}`;
  return { any: "any contact of the account", named: `named callers only${limit}`, none: "nobody" }[contacts];
}

/** "any severity", "no severity", "severity 1 or 2". */
export function severitiesWords(admits: PlanTerms["severities"]): string {
  if (admits === "any") return "any severity";
  if (admits === "none") return "no severity";
  return `severity ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(admits.only.map(String))}`;
}

/** "any product", "no product", "2 products and what belongs to them". */
export function productsWords(admits: PlanTerms["products"]): string {
  if (admits === "any") return "any product";
  if (admits === "none") return "no product";
  return admits.only.length === 1
    ? "one product and what belongs to it"
    : `${admits.only.length} products and what belongs to them`;
}
