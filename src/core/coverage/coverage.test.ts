import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asKnownAt, type Belief } from "./beliefs.ts";
import type { Coverage, Subject } from "./coverage.ts";
import { dayNumber, dayOfNumber, daysBetween, endsBeforeOf, lastDay, plusDays } from "./days.ts";
import { coverageAt, phaseOn, sameSubject } from "./in-force.ts";
import { commonDays, fitInside, isInside } from "./inside.ts";
import { overlapsIn } from "./overlaps.ts";
import { timelineOf } from "./timeline.ts";

const asset: Subject = { kind: "asset", assetId: "asset-1", coversParts: false };

function coverage(changes: Partial<Coverage> = {}): Coverage {
  return {
    id: "cov-1",
    source: { kind: "contract", contractId: "ct-1", contractNumber: "SC-2001", lineNumber: "1" },
    subject: asset,
    service: "support",
    planId: "plan-gold",
    startsOn: "2025-10-01",
    endsBefore: "2026-10-01",
    endReason: "term",
    timeZone: "Europe/London",
    ...changes,
  };
}

const term = { startsOn: "2025-10-01", endsBefore: "2026-10-01" };

test("COV1: coverage holds from its first day, and not before", () => {
  expect(phaseOn(term, "2025-09-30")).toBe("not_started");
  expect(phaseOn(term, "2025-10-01")).toBe("in_force");
  expect(phaseOn({ ...term, endsBefore: null }, "2999-01-01")).toBe("in_force");
});

test("COV1: subjects are the same by what they name, however far they reach", () => {
  const product: Subject = { kind: "product", productId: "p", accountId: "a", coversSubAccounts: false };
  expect(sameSubject(asset, { kind: "asset", assetId: "asset-1", coversParts: true })).toBe(true);
  expect(sameSubject(product, { ...product, coversSubAccounts: true })).toBe(true);
  expect(sameSubject(product, { ...product, accountId: "b" })).toBe(false);
  expect(sameSubject({ kind: "site", siteId: "x" }, { kind: "account", accountId: "x", coversSubAccounts: false })).toBe(false);
});

describe("COV1: the timeline", () => {
  const january = { startsOn: "2026-01-01", endsBefore: "2026-02-01" };

  test("COV1: bars and gaps hold every day of the window", () => {
    const first = coverage({ id: "a", startsOn: "2026-01-05", endsBefore: "2026-01-10" });
    const second = coverage({ id: "b", startsOn: "2026-01-20", endsBefore: "2026-03-01" });
    expect(timelineOf([second, first], january)).toEqual([
      {
        subject: asset,
        bars: [
          { coverage: first, startsOn: "2026-01-05", endsBefore: "2026-01-10", days: 5 },
          { coverage: second, startsOn: "2026-01-20", endsBefore: "2026-02-01", days: 12 },
        ],
        gaps: [
          { startsOn: "2026-01-01", endsBefore: "2026-01-05", days: 4, where: "before" },
          { startsOn: "2026-01-10", endsBefore: "2026-01-20", days: 10, where: "between" },
        ],
      },
    ]);
  });

  test("COV1: overlapping bars leave no gap, and what ends early leaves one after", () => {
    const contract = coverage({ id: "a", startsOn: "2025-01-01", endsBefore: "2026-01-20" });
    const warranty = coverage({ id: "b", source: { kind: "warranty" }, startsOn: "2026-01-02", endsBefore: "2026-01-05" });
    const same = coverage({ id: "c", source: { kind: "warranty" }, startsOn: "2026-01-02", endsBefore: "2026-01-04" });
    const [row] = timelineOf([same, warranty, contract], january);
    expect(row?.bars.map((bar) => bar.coverage.id)).toEqual(["a", "b", "c"]);
    expect(row?.gaps).toEqual([{ startsOn: "2026-01-20", endsBefore: "2026-02-01", days: 12, where: "after" }]);
  });

  test("COV1: a subject without a day in the window has no row; an open-ended bar fills it", () => {
    const past = coverage({ subject: { kind: "site", siteId: "hq" }, endsBefore: "2026-01-01" });
    const rows = timelineOf([past, coverage({ endsBefore: null })], january);
    expect(rows.map((row) => [row.subject, row.gaps])).toEqual([[asset, []]]);
  });
});

describe("COV2: overlaps", () => {
  const next = coverage({ id: "cov-2", startsOn: "2026-09-30", endsBefore: "2027-10-01" });

  test("COV2: two contract coverages of one subject and service that share a day overlap on it", () => {
    expect(overlapsIn([next, coverage()])).toEqual([
      { first: coverage(), second: next, startsOn: "2026-09-30", endsBefore: "2026-10-01" },
    ]);
  });

  test("COV2: those that touch, or differ in subject, service or source, do not", () => {
    const others: Coverage[] = [
      { ...next, startsOn: "2026-10-01" },
      { ...next, service: "hardware" },
      { ...next, subject: { kind: "asset", assetId: "asset-2", coversParts: false } },
      { ...next, source: { kind: "warranty" } },
    ];
    for (const other of others) expect(overlapsIn([coverage(), other])).toEqual([]);
  });

  test("COV2: an open-ended coverage overlaps with everything later; of two on the same days the lower id is first", () => {
    const open = coverage({ endsBefore: null });
    const alike = coverage({ id: "cov-0", endsBefore: null });
    expect(overlapsIn([open, next])).toEqual([{ first: open, second: next, startsOn: "2026-09-30", endsBefore: "2027-10-01" }]);
    expect(overlapsIn([open, alike])).toEqual([{ first: alike, second: open, startsOn: "2025-10-01", endsBefore: null }]);
    expect(overlapsIn([alike, open])).toHaveLength(1);
  });
});

test("COV3: cancelled on D covers D itself and nothing after", () => {
  expect(endsBeforeOf("2024-03-12")).toBe("2024-03-13");
  expect(endsBeforeOf("2024-02-28")).toBe("2024-02-29");
  expect(endsBeforeOf("2023-02-28")).toBe("2023-03-01");
  expect(endsBeforeOf("2026-12-31")).toBe("2027-01-01");
  expect(lastDay("2024-03-13")).toBe("2024-03-12");
  expect(lastDay("2024-03-01")).toBe("2024-02-29");
  expect(lastDay(null)).toBeNull();
  expect(phaseOn({ startsOn: "2023-01-01", endsBefore: "2024-03-13" }, "2024-03-12")).toBe("in_force");
  expect(phaseOn({ startsOn: "2023-01-01", endsBefore: "2024-03-13" }, "2024-03-13")).toBe("ended");
});

test("COV3: days are counted as the calendar counts them, over all its years", () => {
  const day = fc.integer({ min: -719_528, max: 2_932_896 });
  fc.assert(
    fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (number, days) => {
      const date = Temporal.PlainDate.from("1970-01-01").add({ days: number });
      expect(dayNumber(date.toString())).toBe(number);
      expect(dayOfNumber(number)).toBe(date.toString());
      const other = date.add({ days });
      if (other.year < 0 || other.year > 9999) return;
      expect(plusDays(date.toString(), days)).toBe(other.toString());
      expect(daysBetween(date.toString(), other.toString())).toBe(days);
    }),
    { numRuns: 2000 },
  );
  expect(dayOfNumber(dayNumber("0000-01-01"))).toBe("0000-01-01");
  expect(dayOfNumber(dayNumber("2000-02-29"))).toBe("2000-02-29");
});

test("COV4: the contract's own midnights bound its days", () => {
  const at = (instant: string, timeZone: string) => coverageAt([coverage({ timeZone })], asset, instant).length;
  expect(at("2026-09-30T22:59:59Z", "Europe/London")).toBe(1);
  expect(at("2026-09-30T23:00:00Z", "Europe/London")).toBe(0);
  expect(at("2026-10-01T06:59:59Z", "America/Los_Angeles")).toBe(1);
  expect(at("2026-10-01T07:00:00Z", "America/Los_Angeles")).toBe(0);
  expect(at("2026-09-30T10:59:59Z", "Pacific/Auckland")).toBe(1);
  expect(at("2026-09-30T11:00:00Z", "Pacific/Auckland")).toBe(0);
});

test("COV4: what is in force is that of the subject asked for, each by its own zone", () => {
  const auckland = coverage({ id: "cov-2", source: { kind: "warranty" }, timeZone: "Pacific/Auckland" });
  const other = coverage({ id: "cov-3", subject: { kind: "site", siteId: "hq" } });
  expect(coverageAt([coverage(), auckland, other], asset, "2026-09-30T12:00:00Z")).toEqual([coverage()]);
  expect(coverageAt([coverage(), coverage()], asset, "2026-09-30T12:00:00Z")).toHaveLength(2);
  expect(coverageAt([coverage(), auckland, other], asset, "2026-09-30T10:00:00Z")).toEqual([coverage(), auckland]);
});

test("COV6: what would be cut is shown, and refused unless agreed", () => {
  const shortened = { startsOn: "2025-10-01", endsBefore: "2026-07-01" };
  const refused = fitInside(term, shortened, { cutting: "refused" });
  expect(refused).toMatchObject({ ok: false, refusal: { code: "outside" } });
  expect(JSON.stringify(refused)).toContain("2025-10-01 to 2026-06-30 would be left");
  expect(fitInside(term, shortened, { cutting: "agreed" })).toEqual({ ok: true, value: shortened });
  const open = fitInside({ startsOn: "2025-10-01", endsBefore: null }, term, { cutting: "refused" });
  expect(JSON.stringify(open)).toContain("2025-10-01, open-ended reaches beyond");
});

test("COV6: what lies inside is left alone, and what lies apart is refused even if agreed", () => {
  const removedInMarch = { startsOn: "2025-10-01", endsBefore: "2026-04-01" };
  expect(fitInside(removedInMarch, { ...term, endsBefore: "2026-07-01" }, { cutting: "refused" })).toEqual({
    ok: true,
    value: removedInMarch,
  });
  const apart = fitInside(term, { startsOn: "2026-10-01", endsBefore: null }, { cutting: "agreed" });
  expect(apart).toMatchObject({ ok: false, refusal: { code: "apart" } });
});

test("COV7: inside means every day, and an open end is inside an open end only", () => {
  expect(isInside(term, term)).toBe(true);
  expect(isInside(term, { ...term, endsBefore: null })).toBe(true);
  expect(isInside({ ...term, endsBefore: null }, { ...term, endsBefore: null })).toBe(true);
  expect(isInside({ ...term, endsBefore: null }, term)).toBe(false);
  expect(isInside({ ...term, startsOn: "2025-09-30" }, term)).toBe(false);
  expect(isInside({ ...term, endsBefore: "2026-10-02" }, term)).toBe(false);
});

test("COV7: common days are inside both, and any day of both is among them", () => {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => plusDays("2026-01-01", n));
  const range = fc.tuple(day, fc.option(fc.integer({ min: 1, max: 20 }))).map(([startsOn, days]) => ({
    startsOn,
    endsBefore: days === null ? null : plusDays(startsOn, days),
  }));
  fc.assert(
    fc.property(range, range, day, (a, b, probe) => {
      const common = commonDays(a, b);
      expect(common === null || (isInside(common, a) && isInside(common, b))).toBe(true);
      const inBoth = phaseOn(a, probe) === "in_force" && phaseOn(b, probe) === "in_force";
      expect(common !== null && phaseOn(common, probe) === "in_force").toBe(inBoth);
    }),
  );
});

describe("COV9: what was known when", () => {
  const before = coverage({ endsBefore: "2026-10-01" });
  const after = coverage({ endsBefore: "2026-03-21", endReason: "removed" });
  const amendedAt = "2026-03-10T09:00:00Z";
  const beliefs: Belief<Coverage>[] = [
    { value: before, recordedAt: "2025-09-15T10:00:00Z", supersededAt: amendedAt },
    { value: after, recordedAt: amendedAt, supersededAt: null },
  ];
  const inForce = (at: string, knownAt: string) => coverageAt(asKnownAt(beliefs, knownAt), asset, at).length;

  test("COV9: covered on the 20th and not on the 21st, but as known on the 9th still covered", () => {
    expect(inForce("2026-03-20T12:00:00Z", "2026-03-22T00:00:00Z")).toBe(1);
    expect(inForce("2026-03-21T12:00:00Z", "2026-03-22T00:00:00Z")).toBe(0);
    expect(inForce("2026-03-21T12:00:00Z", "2026-03-09T00:00:00Z")).toBe(1);
    expect(inForce("2026-03-21T12:00:00Z", "2025-01-01T00:00:00Z")).toBe(0);
  });

  test("COV9: at the instant of change the new belief stands alone, to the nanosecond", () => {
    expect(asKnownAt(beliefs, amendedAt)).toEqual([after]);
    expect(asKnownAt(beliefs, "2026-03-10T08:59:59.999999999Z")).toEqual([before]);
    expect(asKnownAt(beliefs, "2026-03-10T09:00:00.5Z")).toEqual([after]);
  });
});
