import type { BadgeTone } from "#web/ui/badge/badge.tsx";

/** A score as people write it, from 0.00 to 1.00, rounded down so that a threshold is never reached by rounding: 8999 is "0.89". */
export function confidenceWords(scoreBp: number): string {
  const hundredths = Math.floor(scoreBp / 100);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** A typed confidence, "0.9" or "0,9", in hundredths of a percent; null where it is none. */
export function confidenceFrom(typed: string): number | null {
  const plain = typed.trim().replace(",", ".");
  if (!/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(plain)) return null;
  const [whole = "0", fraction = ""] = plain.split(".");
  return Number(whole) * 10_000 + Number(fraction.padEnd(4, "0"));
}

/** How far records can be relied on, in a word. */
export function confidenceLevel(scoreBp: number): { readonly words: string; readonly tone: BadgeTone } {
  if (scoreBp >= 9000) return { words: "high", tone: "good" };
  return scoreBp >= 6000 ? { words: "middling", tone: "caution" } : { words: "low", tone: "bad" };
}

export const partNames = {
  serials: "Serials verified",
  contracts: "Contracts reconciled",
  decisions: "Decisions upheld",
} as const;

/** "92 %", rounded down; a dash where there is nothing to go by. */
export const shareWords = (shareBp: number | null): string => (shareBp === null ? "–" : `${Math.floor(shareBp / 100)} %`);
