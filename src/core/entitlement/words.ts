/** Days, channels and lists in plain English. Here and in explain.ts stands every word that a decision says. */

import { lastDay, partsOf } from "../coverage/days.ts";
import type { Coverage, IsoDate } from "../coverage/coverage.ts";
import { Remembered } from "../remembered.ts";
import { monthNames } from "../time/month-names.ts";
import type { AssetFact } from "./facts.ts";
import { type Admits, type Channel, channels, type Severity, severities } from "./terms.ts";

/** "2026-06-01" as "1 June 2026". */
export function spellDay(date: IsoDate): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${monthNames[month - 1]} ${year}`;
}

/** The last day before `endsBefore` (COV3), spelt out. Terms end on few days, and each candidate of an answer tells its own. */
export function spellLastDay(endsBefore: IsoDate): string {
  let spelt = lastDays.get(endsBefore);
  if (spelt === undefined) {
    spelt = spellDay(lastDay(endsBefore)!);
    lastDays.set(endsBefore, spelt);
  }
  return spelt;
}

/** Ten years of days. */
const maxLastDays = 4000;
const lastDays = new Remembered<IsoDate, string>(maxLastDays);

/** "until 30 September 2026", that day included (COV3), or "with no end date". */
export function untilLastDay(endsBefore: IsoDate | null): string {
  return endsBefore === null ? "with no end date" : `until ${spellLastDay(endsBefore)}`;
}

/** "a", "a or b", "a, b or c". */
export function oneOf(words: readonly string[]): string {
  return joined(words, "or");
}

/** "a", "a and b", "a, b and c". */
export function allOf(words: readonly string[]): string {
  return joined(words, "and");
}

function joined(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** "1 day", "12 days". */
export function counted(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

const byChannel: Readonly<Record<Channel, string>> = {
  portal: "through the portal",
  email: "by e-mail",
  phone: "by phone",
  fax: "by fax",
  api: "through the API",
  chat: "by chat",
};

/** "by e-mail", "through the portal". */
export function by(channel: Channel): string {
  return byChannel[channel];
}

/** The channels a term admits, in the order in which channels are always listed. */
export function admittedChannels(term: Admits<Channel>): Channel[] {
  return channels.filter((channel) => term === "any" || (term !== "none" && term.only.includes(channel)));
}

/** The severities a term admits, gravest first. */
export function admittedSeverities(term: Admits<Severity>): Severity[] {
  return severities.filter((severity) => term === "any" || (term !== "none" && term.only.includes(severity)));
}

/** The serial number, or the tag of an asset without one: it was found by the one or the other. */
export function assetName(asset: Pick<AssetFact, "serial" | "tag">): string {
  return asset.serial ?? asset.tag!;
}

/** "SC-2003 line 1", "the warranty". */
export function nameOf({ source }: Pick<Coverage, "source">): string {
  return source.kind === "contract" ? `${source.contractNumber} line ${source.lineNumber}` : "the warranty";
}

/** {@link nameOf} at the start of a sentence. */
export function nameFirst(coverage: Pick<Coverage, "source">): string {
  return coverage.source.kind === "contract" ? nameOf(coverage) : "The warranty";
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
