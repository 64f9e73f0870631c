/** When the invented vendor billed: on the first of each month of the last year, the first time for all that was due before. */

import type { Draw } from "./estate.ts";
import { type Happening, nothingAt } from "./happenings.ts";

const months = 12;

/** Who the customers pay: as invented as they are. */
export const vendor = {
  name: "Kestrel Point Systems Ltd",
  address: "14 Harbour Reach\nBristol BS1 0ZZ\nUnited Kingdom",
  taxNumber: "GB 000 0000 00",
  paymentDetails: "Estuary Bank, account 00000000, sort code 00-00-00",
  paymentDays: 30,
  timeZone: "Europe/London",
};

export function billingDays({ today, now }: Draw): Happening[] {
  const firsts = Array.from({ length: months }, (_, index) => today.with({ day: 1 }).subtract({ months: months - 1 - index }));
  const days = firsts.map((first) => {
    const at = first.toZonedDateTime({ timeZone: "UTC", plainTime: "06:00" }).toInstant();
    return { ...nothingAt(at), billedThrough: first.toString() };
  });
  return days.filter(({ at }) => Temporal.Instant.compare(at, now) < 0);
}
