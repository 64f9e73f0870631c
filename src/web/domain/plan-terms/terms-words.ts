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

export function callerWords(contacts: PlanTerms["contacts"]): string {
  return { any: "any contact of the account", named: "named callers only", none: "nobody" }[contacts];
}

/** "100 tickets a contract year", "50 tickets a contract year by phone". */
export function allowanceWords({ amount, channels }: { readonly amount: number; readonly channels: ChannelsAdmitted }): string {
  const by = channels === "any" ? "" : ` by ${channelsWords(channels)}`;
  return `${amount} ticket${amount === 1 ? "" : "s"} a contract year${by}`;
}
