/** Subjects for journeys, found through the API on the demo's data: whatever the seed holds today, the same question finds it. */

import { inject } from "vitest";
import { makeCaller } from "#api/client.ts";
import { checkEntitlements, type AskedQuestion, type DecisionReply } from "#api/entitlements.ts";
import { listAssets } from "#api/register.ts";

type Found = { readonly serial: string; readonly decision: DecisionReply };

/** The API of the demo, as its local administrator. */
export const api = () => makeCaller(fetch, inject("demoAddress"), { authorization: `Bearer ${inject("demoKey")}` });

/** Assets in use that have a serial, in the order of their serials. */
async function serials(): Promise<string[]> {
  const { rows } = await api().call(listAssets, { query: { status: "in_use", limit: 200 } });
  return rows.flatMap((asset) => (asset.serial === null ? [] : [asset.serial]));
}

/** The first asset whose answer, with these conditions, is as wanted. Throws when the demo has none. */
export async function assetWhere(
  what: string,
  conditions: Omit<AskedQuestion, "serial">,
  wanted: (decision: DecisionReply) => boolean,
): Promise<Found> {
  const known = await serials();
  const { decisions } = await api().call(checkEntitlements, {
    body: { questions: known.map((serial) => ({ ...conditions, serial })) },
  });
  const index = decisions.findIndex(wanted);
  const [serial, decision] = [known[index], decisions[index]];
  if (serial === undefined || decision === undefined) throw new Error(`The demo has no asset that is ${what}.`);
  return { serial, decision };
}

export const covered = () =>
  assetWhere(
    "covered by a contract with an end",
    {},
    ({ outcome, source }) => outcome === "entitled" && source?.kind === "contract" && source.endsBefore !== null,
  );

export const lapsed = () =>
  assetWhere("covered no longer", {}, ({ outcome, reasons }) => outcome === "not_entitled" && reasons[0]?.rule === "COV3");

/** Covered no longer, and at severity 3 by e-mail served with a notice all the same. */
export const advised = () =>
  assetWhere(
    "served with a notice",
    { channel: "email", severity: 3 },
    ({ reasons, handling }) => reasons[0]?.rule === "COV3" && handling?.handling === "advise",
  );

export const coveredButByPhone = () =>
  assetWhere("covered, but not by phone", { channel: "phone" }, ({ nearMisses }) => nearMisses[0]?.change === "channel");

/** Covered by two contracts equally. */
export const tiedByContract = () =>
  assetWhere("covered equally by several contracts", {}, ({ outcome, candidates }) => {
    const tied = candidates.filter(({ ruledOutBy }) => ruledOutBy === null).map(({ contractNumber }) => contractNumber);
    return outcome === "undecided" && new Set(tied).size > 1;
  });

/** A serial that nobody has, one letter away from `serial`: "did you mean" offers that one. */
export async function mistyped(serial: string): Promise<string> {
  const variants = Array.from(
    serial,
    (_, index) => `${serial.slice(0, index)}${serial[index] === "7" ? "4" : "7"}${serial.slice(index + 1)}`,
  );
  const { decisions } = await api().call(checkEntitlements, {
    body: { questions: variants.map((variant) => ({ serial: variant })) },
  });
  const index = decisions.findIndex(
    ({ subject, didYouMean }) => subject === null && didYouMean.some((near) => near.serial === serial),
  );
  const variant = variants[index];
  if (variant === undefined) throw new Error(`No slip of the finger near ${serial} is offered as a near miss.`);
  return variant;
}
