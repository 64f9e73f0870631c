import { expect, test } from "vitest";
import { minorFrom, typedAmount } from "#web/ui/format/amount.ts";
import { chosenFrom, newDraft, wantedOf } from "./draft.ts";
import { chosenBySerial, serialsIn } from "./pasted.ts";

const b = chosenBySerial("NGL-B");

test("serials are read as they are pasted, each once, without their heading", () => {
  expect(serialsIn('Serial No\r\nNGL-1\n"NGL-2"\t NGL 3 ;NGL-1,\n\n')).toEqual(["NGL-1", "NGL-2", "NGL 3"]);
  expect(serialsIn("")).toEqual([]);
});

test("an amount is read as typed, and refused where it cannot be one", () => {
  const read = ["1250", "1,250.00", "1.250,5", "1 250", "1,250", "0.05", "1,250,000"].map((typed) => minorFrom(typed, "GBP"));
  expect(read).toEqual(["125000", "125000", "125050", "125000", "125000", "5", "125000000"]);
  expect(["", "12x", "1.2.3", "1.255,001", "-5"].map((typed) => minorFrom(typed, "GBP"))).toEqual([null, null, null, null, null]);
  expect(minorFrom("1250", "JPY")).toBe("1250");
  expect(minorFrom("12.50", "JPY")).toBeNull();
  expect([typedAmount("125000", "GBP"), typedAmount("5", "GBP"), typedAmount("1250", "JPY")]).toEqual([
    "1250.00",
    "0.05",
    "1250",
  ]);
});

test("COV3: what is dropped is covered on its last day, as it is sent", () => {
  expect(wantedOf({ ...newDraft(1, "remove", "2026-03-20"), chosen: [b] }, "GBP")).toEqual({
    change: { kind: "remove", covered: [{ serial: "NGL-B" }], lastDay: "2026-03-20" },
  });
});

test("last days become exclusive ends where the wire has those", () => {
  const correct = { ...newDraft(1, "correct", "2026-03-01"), until: "2026-03-31", chosen: [b] };
  expect(wantedOf(correct, "GBP")).toEqual({
    change: { kind: "correct", covered: { serial: "NGL-B" }, startsOn: "2026-03-01", endsBefore: "2026-04-01", to: null },
  });
  expect(wantedOf(newDraft(1, "extend", "2027-02-28"), "GBP")).toEqual({
    change: { kind: "extend", endsBefore: "2027-03-01", carries: "what_runs_to_the_end" },
  });
});

test("COV13: the choice for later facts is sent only once it is made", () => {
  const draft = { ...newDraft(1, "reprice", "2026-04-01"), chosen: [b], priceBy: "percent", price: "3,5 %" } as const;
  expect(wantedOf(draft, "GBP")).toEqual({
    change: { kind: "reprice", covered: [{ serial: "NGL-B" }], byPercent: "3.5", effectiveOn: "2026-04-01" },
  });
  expect(wantedOf({ ...draft, laterFacts: "keep" }, "GBP")).toMatchObject({ change: { laterFacts: "keep" } });
});

test("what is missing is said, not sent", () => {
  const missing = (["remove", "replace", "move", "reprice", "transfer"] as const).map((kind) =>
    wantedOf({ ...newDraft(1, kind, "2026-03-20"), chosen: kind === "remove" ? [] : [b] }, "GBP"),
  );
  expect(missing).toEqual([
    { missing: "Choose what it is about." },
    { missing: "Name the serial that takes its place." },
    { missing: "Choose the plan." },
    { missing: "Say the price of a year." },
    { missing: "Choose the account that it goes to." },
  ]);
  expect(wantedOf({ ...newDraft(1, "suspend", "2026-03-20"), until: "2026-03-01" }, "GBP")).toEqual({
    missing: "Its second day lies before the first.",
  });
});

test("what a contract covers is named by line and identity, whatever it is called", () => {
  const row = {
    lineId: "l-1",
    line: "7",
    subject: { kind: "asset", assetId: "a-1", productId: null, siteId: null, accountId: null, words: "NGL-B", detail: "CX-2400" },
  };
  expect(chosenFrom(row as never)).toEqual({
    id: "l-1/a-1/",
    words: "NGL-B",
    detail: "CX-2400, line 7",
    subject: { line: "7", assetId: "a-1" },
  });
});
