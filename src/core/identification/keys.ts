/** The keys by which people, addresses and names are recognised however they were typed (ENT2). */

/** Lower case without the blanks around it; what an address may hold between is not ours to mend. Empty stays empty. */
export function emailKey(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

/**
 * A telephone number as digits. An international prefix (`+` or `00`) becomes `+`; a bracketed trunk zero, as in
 * "+44 (0)20 …", is dropped; an extension ("ext. 12", "x12") is not part of the number. A number without an
 * international prefix keeps its leading zero: which country it is in is not known here.
 */
export function phoneKey(typed: string): string {
  const number = typed
    .normalize("NFKC")
    .trim()
    .replace(/\s*(?:ext\.?|extension|x|#)\s*\d+$/i, "");
  const international = /^(?:tel:)?[\s(]*(?:\+|00)/i.test(number);
  const digits = (international ? number.replace(/\(0\)/, "") : number).replace(/\D/g, "");
  return international ? `+${digits.replace(/^00/, "")}` : digits;
}

/** A name in lower case with single blanks, compatibility forms made plain. Accents stay: they tell names apart. */
export function nameKey(typed: string): string {
  return typed.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
}
