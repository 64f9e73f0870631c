import type { Chosen } from "./draft.ts";

/**
 * Serials as they are pasted from a spreadsheet or an e-mail: one a line, or separated by commas, semicolons or tabs.
 * Each once, in their order; a heading such as "Serial" is left out.
 */
export function serialsIn(text: string): string[] {
  const words = text.split(/[\n\r\t,;]+/).map((word) => word.trim().replace(/^["']|["']$/g, ""));
  const serials = words.filter((word) => word !== "" && !/^serials?( no\.?| number)?$/i.test(word));
  return [...new Set(serials)];
}

/** A serial as something that a change may be about, whatever line covers it. */
export const chosenBySerial = (serial: string): Chosen => ({
  id: `serial ${serial}`,
  words: serial,
  detail: "",
  subject: { serial },
});
