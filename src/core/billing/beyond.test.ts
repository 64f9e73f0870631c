import { expect, test } from "vitest";
import { type IssuedCharge, type NewLine, unbilledBeyond, type UsedBeyond } from "./index.ts";

const used = (on: string, amountMinor: bigint): UsedBeyond => ({
  lineId: "1",
  subject: "beyond",
  on,
  amountMinor,
  amendmentId: "signed",
});

/** Bills through a day, and keeps what was issued. */
function bill(uses: readonly UsedBeyond[], issued: readonly IssuedCharge[], through: string) {
  const lines = unbilledBeyond(uses, issued, through);
  if (!lines.ok) throw new Error(lines.refusal.message);
  return { told: lines.value.map(({ startsOn, amountMinor }) => `${startsOn} ${amountMinor}`), issued: add(issued, lines.value) };
}

function add(issued: readonly IssuedCharge[], lines: readonly NewLine[]): IssuedCharge[] {
  const credits = lines.filter((line) => line.kind === "credit");
  const kept = issued.map((charge) => ({
    ...charge,
    credits: [
      ...charge.credits,
      ...credits.filter(({ chargeKey }) => chargeKey === charge.key).map(({ amountMinor, ...days }) => ({ days, amountMinor })),
    ],
  }));
  return [...kept, ...lines.filter((line) => line.kind === "charge").map((line) => ({ ...line, credits: [] }))];
}

test("BIL2: use beyond an allowance is billed by the day of use, and credited when it is given back", () => {
  const [fourth, seventh] = [used("2026-03-04", 7550n), used("2026-03-07", 11_325n)];
  const first = bill([fourth, seventh], [], "2026-03-06");
  expect(first.told).toEqual(["2026-03-04 7550"]);
  const second = bill([fourth, seventh], first.issued, "2026-03-31");
  expect(second.told).toEqual(["2026-03-07 11325"]);
  expect(bill([fourth, seventh], second.issued, "2026-03-31").told).toEqual([]);
  const third = bill([fourth], second.issued, "2026-03-31");
  expect(third.told).toEqual(["2026-03-07 -11325"]);
  expect(bill([fourth], third.issued, "2026-03-31").told).toEqual([]);
});

test("BIL2: a day that came to something else is credited and charged anew; through an earlier day nothing is taken back", () => {
  const first = bill([used("2026-03-04", 7550n), used("2026-03-07", 100n)], [], "2026-03-31");
  const again = bill([used("2026-03-04", 9000n), used("2026-03-07", 100n)], first.issued, "2026-03-01");
  expect(again.told).toEqual(["2026-03-04 -7550", "2026-03-04 9000"]);
});

test("BIL1: what costs nothing has no charge", () => {
  expect(bill([used("2026-03-04", 0n)], [], "2026-03-31").told).toEqual([]);
});
