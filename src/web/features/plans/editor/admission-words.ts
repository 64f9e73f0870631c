import { channelsWords } from "#web/domain/plan-terms/terms-words.ts";
import type { AdmissionDraft } from "../draft/terms-draft.ts";

const list = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** "any request", "phone or e-mail", "severity 1, of 2 products". */
export function admissionWords({ channels, severities, products }: AdmissionDraft): string {
  if (channels.how === "none" || severities.how === "none" || products.how === "none") return "no request";
  const parts = [
    channels.how === "only" && (channels.only.length > 0 ? channelsWords({ only: channels.only }) : "no channel yet"),
    severities.how === "only" && `severity ${list.format(severities.only.map(String))}`,
    products.how === "only" && `${products.only.length} ${products.only.length === 1 ? "product" : "products"}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "any request" : parts.join(", ");
}
