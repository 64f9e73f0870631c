/** What a typed text could mean: the keys under which the register may know it. */

import { emailKey, nameKey, phoneKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";

/** Each meaning as a key, or null where the text cannot mean it. */
export type Meanings = {
  /** Of a serial, as meant. */
  readonly serial: string | null;
  readonly tag: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly ticket: bigint | null;
  /** Of an account, a contact or a contract. */
  readonly name: string;
  /** A contract number however its letters and digits are parted. */
  readonly contracts: readonly string[];
};

/** Fewer digits are not a telephone number yet. */
const shortestPhone = 6;
const largestTicket = 2n ** 63n - 1n;

export function meaningsOf(typed: string): Meanings {
  const plain = serialPlain(typed);
  const phone = phoneKey(typed);
  const name = nameKey(typed);
  const parts = name.match(/\p{L}+|\p{N}+/gu) ?? [];
  return {
    serial: plain === "" || isPlaceholderSerial(typed) ? null : serialKey(typed),
    tag: plain === "" ? null : plain,
    email: /\s/.test(typed.trim()) ? null : emailKey(typed),
    phone: /^[+\d\s()./-]+$/.test(typed) && phone.length >= shortestPhone ? phone : null,
    ticket: ticketNumber(typed),
    name,
    contracts: [...new Set([name, parts.join("-"), parts.join(""), parts.join(" ")])],
  };
}

/** The number of "T-10482", "t10482", "#10482" or "10482". */
function ticketNumber(typed: string): bigint | null {
  const digits = /^\s*(?:T-?|#)?(\d{1,19})\s*$/i.exec(typed)?.[1];
  if (digits === undefined) return null;
  const number = BigInt(digits);
  return number <= largestTicket ? number : null;
}
