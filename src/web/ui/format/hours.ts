import { countWords } from "./words.ts";

/** Minutes of work in hours, however many, below zero too: "45 min", "52 h 30 min", "-20 min". */
export function hoursWords(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = Math.floor(size / 60);
  const parts = [hours > 0 ? `${countWords(hours)} h` : "", size % 60 > 0 || hours === 0 ? `${size % 60} min` : ""];
  return `${minutes < 0 ? "-" : ""}${parts.filter(Boolean).join(" ")}`;
}
