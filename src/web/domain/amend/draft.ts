import type { WireChange, WireCovered, WireSubject } from "#api/amendments.ts";
import type { CoveredRow } from "#api/contracts.ts";
import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import { minorFrom } from "#web/ui/format/amount.ts";
import type { Kind } from "./kinds.ts";

/** Something that a change is about: how it is written on the wire, and what people call it. */
export type Chosen = { readonly id: string; readonly words: string; readonly detail: string; readonly subject: WireCovered };

/** A change as it is being made: everything a form holds, whether its kind uses it or not. Days are as people say them: last days included. */
export type Draft = {
  readonly id: number;
  readonly kind: Kind;
  readonly chosen: readonly Chosen[];
  readonly day: string;
  readonly until: string | null;
  readonly planId: string;
  /** As typed, in the contract's currency, a year. */
  readonly price: string;
  readonly priceBy: "amount" | "percent";
  /** What takes the place: a serial. */
  readonly newSerial: string;
  /** The number of the line to add to; "" for a new one. */
  readonly line: string;
  readonly openEnded: boolean;
  readonly carries: "what_runs_to_the_end" | "nothing";
  readonly account: { readonly id: string; readonly name: string } | null;
  /** Of a correction: the days were covered like this, or not at all. */
  readonly wasCovered: boolean;
  /** The answer to a refusal (COV13, COV6). */
  readonly laterFacts: "keep" | "supersede" | undefined;
  readonly agreedClamps: readonly WireCovered[];
};

/** A draft as it begins, about what is chosen already, on this day. */
export function newDraft(id: number, kind: Kind, day: string, chosen: readonly Chosen[] = []): Draft {
  return {
    id,
    kind,
    chosen,
    day,
    until: kind === "correct" ? day : null,
    planId: "",
    price: "",
    priceBy: "amount",
    newSerial: "",
    line: "",
    openEnded: false,
    carries: "what_runs_to_the_end",
    account: null,
    wasCovered: false,
    laterFacts: undefined,
    agreedClamps: [],
  };
}

/** A change that can be sent, or what is still missing, in words. */
export type Wanted = { readonly change: WireChange } | { readonly missing: string };

/** What the draft asks for, in a contract of this currency. */
export function wantedOf(draft: Draft, currency: string): Wanted {
  const missing = missingOf(draft, currency);
  return missing === null ? { change: changeOf(draft, currency) } : { missing };
}

function missingOf(draft: Draft, currency: string): string | null {
  const { kind, chosen } = draft;
  const needsChosen = ["remove", "add", "replace", "move", "reprice", "correct"].includes(kind);
  if (needsChosen && chosen.length === 0) return kind === "add" ? "Choose what is to be covered." : "Choose what it is about.";
  if (kind === "replace" && draft.newSerial.trim() === "") return "Name the serial that takes its place.";
  const needsPlan = kind === "add" || kind === "move" || (kind === "correct" && draft.wasCovered);
  if (needsPlan && draft.planId === "") return "Choose the plan.";
  const needsPrice = kind === "add" || kind === "reprice" || (kind === "correct" && draft.wasCovered);
  if (needsPrice && priceOf(draft, currency) === null)
    return pricesBy(draft) === "percent" ? "Say by how many percent." : "Say the price of a year.";
  if (kind === "transfer" && draft.account === null) return "Choose the account that it goes to.";
  if (draft.until !== null && draft.until < draft.day) return "Its second day lies before the first.";
  return null;
}

/** Only a re-pricing goes by percent. */
const pricesBy = ({ kind, priceBy }: Draft): Draft["priceBy"] => (kind === "reprice" ? priceBy : "amount");

/** Minor units, or a percentage; null while it cannot be read. */
function priceOf(draft: Draft, currency: string): string | null {
  if (pricesBy(draft) === "amount") return minorFrom(draft.price, currency);
  const percent = draft.price.trim().replace(",", ".").replace(/\s*%$/, "");
  return /^[+-]?\d{1,4}(\.\d{1,4})?$/.test(percent) ? percent : null;
}

const dayAfter = (day: string): string => isoDay(dayNumber(day) + 1);

function changeOf(draft: Draft, currency: string): WireChange {
  const { kind, day, until, planId, laterFacts } = draft;
  const covered = draft.chosen.map(({ subject }) => subject);
  const [first = {}] = covered;
  const price = priceOf(draft, currency) ?? "";
  const later = laterFacts && { laterFacts };
  const agreed = draft.agreedClamps.length > 0 && { agreedClamps: [...draft.agreedClamps] };
  switch (kind) {
    case "add":
      return {
        kind,
        ...(draft.line !== "" && { line: draft.line }),
        subjects: covered.map(({ line: _line, ...subject }): WireSubject => subject),
        planId,
        yearlyMinor: price,
        startsOn: day,
        ...(until && { endsBefore: dayAfter(until) }),
        ...later,
      };
    case "remove":
      return { kind, covered, lastDay: day, ...later };
    case "replace":
      return { kind, covered: first, by: { serial: draft.newSerial.trim() }, lastDay: day, ...later };
    case "move":
      return { kind, covered, planId, effectiveOn: day, ...later };
    case "reprice":
      return {
        kind,
        covered,
        ...(pricesBy(draft) === "percent" ? { byPercent: price } : { yearlyMinor: price }),
        effectiveOn: day,
        ...later,
      };
    case "extend":
      return { kind, endsBefore: draft.openEnded ? null : dayAfter(day), carries: draft.carries };
    case "shorten":
      return { kind, lastDay: day, ...agreed };
    case "suspend":
      return { kind, startsOn: day, resumesOn: until };
    case "resume":
      return { kind, effectiveOn: day, ...agreed };
    case "cancel":
      return { kind, lastDay: day, ...later };
    case "transfer":
      return { kind, accountId: draft.account?.id ?? "", effectiveOn: day, ...later };
    case "correct":
      return {
        kind,
        covered: first,
        startsOn: day,
        endsBefore: dayAfter(until ?? day),
        to: draft.wasCovered ? { planId, yearlyMinor: price } : null,
      };
  }
}

/** What the contract covers, as something that a change may be about. */
export function chosenFrom({ lineId, line, subject }: CoveredRow): Chosen {
  const { kind, assetId, productId, siteId, accountId } = subject;
  const named: Record<typeof kind, WireCovered> = {
    asset: { assetId: assetId ?? "" },
    product: { productId: productId ?? "", ...(accountId && { accountId }) },
    site: { siteId: siteId ?? "" },
    account: { accountId: accountId ?? "" },
  };
  return {
    id: `${lineId}/${assetId ?? siteId ?? productId ?? ""}/${assetId ? "" : (accountId ?? "")}`,
    words: subject.words,
    detail: [subject.detail, `line ${line}`].filter(Boolean).join(", "),
    subject: { line, ...named[kind] },
  };
}
