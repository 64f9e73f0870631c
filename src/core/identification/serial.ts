/** Serial numbers and asset tags as typed and as meant (COV12). */

/** What people and firmware write where there is no serial number, as {@link serialPlain} leaves it. */
const placeholders = new Set([
  "TOBEFILLEDBYOEM",
  "TOBEFILLED",
  "DEFAULTSTRING",
  "DEFAULT",
  "SYSTEMSERIALNUMBER",
  "SERIALNUMBER",
  "SERIAL",
  "CHASSISSERIALNUMBER",
  "BASEBOARDSERIALNUMBER",
  "SYSTEMSERIAL",
  "NOTSPECIFIED",
  "NOTAPPLICABLE",
  "NOTAVAILABLE",
  "NOTKNOWN",
  "NOTSET",
  "NOTSTATED",
  "NA",
  "NONE",
  "NULL",
  "NIL",
  "UNKNOWN",
  "UNDEFINED",
  "EMPTY",
  "BLANK",
  "INVALID",
  "MISSING",
  "OEM",
  "TBD",
  "TBA",
  "TBC",
  "TEST",
  "SN",
  "NOSERIAL",
  "NOSERIALNUMBER",
  "0123456789",
  "1234567890",
  "9876543210",
]);

/**
 * A serial or tag as typed, less what typing adds: compatibility forms (full-width letters and digits) are made plain,
 * letters are upper case, and blanks, dashes and other punctuation are gone. Letters and digits of every script stay.
 * Empty where nothing but punctuation was typed.
 */
export function serialPlain(typed: string): string {
  // Keys already made pass through here again with every comparison: the quick way out is the common one.
  if (plainAscii.test(typed)) return typed;
  return typed.normalize("NFKC").toUpperCase().normalize("NFKC").replace(notOfASerial, "");
}
const plainAscii = /^[0-9A-Z]*$/;
const notOfASerial = /[^\p{L}\p{N}\p{M}]/gu;

/** The key by which serials are the same as meant: {@link serialPlain} with the letter O read as 0, and I and L read as 1. */
export function serialKey(typed: string): string {
  return serialPlain(typed).replace(/[OIL]/g, (letter) => (letter === "O" ? "0" : "1"));
}

/**
 * Whether a serial stands for "there is none": nothing but punctuation, one character over and over, ascending digits
 * from 1, or one of the phrases that firmware and clerks leave. Such a serial identifies nothing.
 */
export function isPlaceholderSerial(typed: string): boolean {
  // One question asks it of its serial half a dozen times over.
  if (typed !== lastAsked.typed) lastAsked = { typed, isPlaceholder: isPlaceholder(serialPlain(typed)) };
  return lastAsked.isPlaceholder;
}
let lastAsked = { typed: "", isPlaceholder: true };

function isPlaceholder(plain: string): boolean {
  if (plain === "" || placeholders.has(plain)) return true;
  return oneCharacterOnly.test(plain) || (plain.length >= 3 && "123456789".startsWith(plain));
}
const oneCharacterOnly = /^(.)\1*$/u;
