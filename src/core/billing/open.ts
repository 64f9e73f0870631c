/** What of an issued charge has not been taken back. */

import { byStart, type Days, type IssuedCharge, type Portion } from "./facts.ts";

/** Days that a charge still charges for, at its price. */
export type OpenPortion = Portion & { readonly charge: IssuedCharge };

/** The days of `charge` that no credit has taken back, in order. */
export function openPortions(charge: IssuedCharge): OpenPortion[] {
  const { lineId, subject, period, priceMinor } = charge;
  const credited = charge.credits.flatMap(({ days }) => days ?? []).toSorted(byStart);
  return without(charge, credited).map((days) => ({ ...days, lineId, subject, period, priceMinor, charge }));
}

function without({ startsOn, endsBefore }: Days, credited: readonly Days[]): Days[] {
  const left: Days[] = [];
  let next = startsOn;
  for (const days of credited) {
    if (days.startsOn > next) left.push({ startsOn: next, endsBefore: days.startsOn });
    if (days.endsBefore > next) next = days.endsBefore;
  }
  if (next < endsBefore) left.push({ startsOn: next, endsBefore });
  return left;
}

/** What is left of the amount of `charge` after its credits, goodwill among them: the most that a further credit may take. */
export function remainingNet(charge: IssuedCharge): bigint {
  return charge.credits.reduce((net, { amountMinor }) => net + amountMinor, charge.amountMinor);
}
