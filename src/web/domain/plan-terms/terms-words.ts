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

/** "100 tickets a contract year, of which at most 50 by phone"; its buckets side by side. */
export function allowanceWords({ unit, buckets }: PlanTerms["allowances"][number]): string {
  const noun = (amount: number) => (unit === "money" ? "of money" : amount === 1 ? unit.slice(0, -1) : unit);
  const by = (channels: ChannelsAdmitted) => (channels === "any" ? "" : ` by ${channelsWords(channels)}`);
  const each = buckets.map(({ amount, per, channels, limits }) => {
    const most = limits.map(({ atMost, channels: only }) => `, of which at most ${atMost}${by(only)}`).join("");
    return `${amount} ${noun(amount)} a ${per.replace("_", " ")}${by(channels)}${most}`;
  });
  return each.join("; ");
}
