import { expect, test } from "vitest";
import { dayNumber, isoDay, lastDay } from "#web/ui/format/days.ts";
import type { Bar } from "./content.ts";
import { steppedDay } from "./stepped-day.ts";
import { gapsOf, spanRows } from "./spans.ts";
import { ticksOf } from "./ticks.ts";
import { fitting, framed, revealing, shareOf, zoomed, CLOSEST_DAYS, WIDEST_DAYS } from "./view.ts";

const bar = (id: string, startsOn: string, endsBefore: string | null, under = false): Bar => ({
  id,
  startsOn,
  endsBefore,
  under,
  label: id,
  tone: "gold",
  title: id,
  facts: [],
});
const day = dayNumber;

test("days are numbers and back again, over leap days", () => {
  expect(day("2024-03-01") - day("2024-02-28")).toBe(2);
  expect(isoDay(day("2024-02-29") + 0.9)).toBe("2024-02-29");
  expect(lastDay("2026-03-21")).toBe("2026-03-20");
});

test("a gap is the days between bars that none covers", () => {
  const bars = [bar("b", "2026-03-01", "2027-01-01"), bar("a", "2025-01-01", "2026-02-01")];
  const gaps = gapsOf("row", bars, day("2026-06-01"));
  expect(gaps).toEqual([expect.objectContaining({ from: day("2026-02-01"), until: day("2026-03-01"), days: 28, open: false })]);
});

test("bars that touch leave no gap, and one inside another neither", () => {
  const bars = [
    bar("long", "2025-01-01", "2027-01-01"),
    bar("inside", "2025-03-01", "2025-04-01"),
    bar("next", "2027-01-01", null),
  ];
  expect(gapsOf("row", bars, day("2030-01-01"))).toEqual([]);
});

test("after the last bar the gap goes on until today, today included", () => {
  const gaps = gapsOf("row", [bar("a", "2025-01-01", "2026-01-01")], day("2026-01-10"));
  expect(gaps).toEqual([expect.objectContaining({ from: day("2026-01-01"), days: 10, open: true })]);
  expect(gapsOf("row", [bar("a", "2025-01-01", "2026-01-01")], day("2025-12-31"))).toEqual([]);
});

test("overlapping bars get lanes of their own; a warranty goes under and takes none", () => {
  const [row] = spanRows({
    today: "2025-06-01",
    marks: [],
    rows: [
      {
        id: "r",
        title: "",
        detail: "",
        bars: [
          bar("a", "2025-01-01", "2026-01-01"),
          bar("b", "2025-02-01", "2025-03-01"),
          bar("w", "2025-01-01", "2025-09-01", true),
          bar("c", "2025-03-01", "2025-04-01"),
        ],
      },
    ],
  });
  const lanes = Object.fromEntries(row!.spans.flatMap((span) => (span.kind === "bar" ? [[span.bar.id, span.lane]] : [])));
  expect(lanes).toEqual({ a: 0, w: 0, b: 1, c: 1 });
  expect(row).toMatchObject({ lanes: 2, under: true });
});

test("zooming keeps the day under the pointer and stays between a week and ten years", () => {
  const view = { from: 1000, days: 400 };
  const closer = zoomed(view, 0.5, 0.25);
  expect(closer).toEqual({ from: 1050, days: 200 });
  expect(shareOf(closer, 1100)).toBe(shareOf(view, 1100));
  expect(zoomed(view, 0.0001).days).toBe(CLOSEST_DAYS);
  expect(zoomed(view, 1000).days).toBe(WIDEST_DAYS);
});

test("revealing moves the view until the span is inside it, and no further", () => {
  const view = { from: 1000, days: 100 };
  expect(revealing(view, { from: 1040, until: 1060 })).toBe(view);
  const later = revealing(view, { from: 1200, until: 1210 });
  expect(later.from).toBeLessThan(1200);
  expect(later.from + later.days).toBeGreaterThan(1210);
  const earlier = revealing(view, { from: 900, until: 910 });
  expect(earlier.from).toBeLessThan(900);
  expect(earlier.from + earlier.days).toBeGreaterThan(910);
});

test("the first view shows everything and today", () => {
  const rows = spanRows({
    today: "2026-06-01",
    marks: [],
    rows: [{ id: "r", title: "", detail: "", bars: [bar("a", "2023-01-01", "2025-01-01")] }],
  });
  const view = fitting(rows, "2026-06-01");
  expect(view.from).toBeLessThan(day("2023-01-01"));
  expect(view.from + view.days).toBeGreaterThan(day("2026-06-01"));
});

test("ticks stand at round dates with room for their labels", () => {
  const decade = ticksOf({ from: day("2018-06-01"), days: 3650 }, 900);
  expect(decade.map(({ label }) => label)).toEqual([
    "2019",
    "2020",
    "2021",
    "2022",
    "2023",
    "2024",
    "2025",
    "2026",
    "2027",
    "2028",
  ]);
  const week = ticksOf({ from: day("2026-03-02"), days: 7 }, 900);
  expect(week.map((tick) => isoDay(tick.day))).toEqual([
    "2026-03-02",
    "2026-03-03",
    "2026-03-04",
    "2026-03-05",
    "2026-03-06",
    "2026-03-07",
    "2026-03-08",
  ]);
  const months = ticksOf({ from: day("2026-01-01"), days: 365 }, 900);
  expect(months[0]).toEqual({ day: day("2026-01-01"), label: "2026", strong: true });
  expect(months).toHaveLength(12);
});

test("what was is drawn below and fills no gap", () => {
  const was = { ...bar("was", "2026-01-01", "2027-01-01"), was: true };
  const content = {
    today: "2026-06-01",
    marks: [],
    rows: [{ id: "row", title: "B", detail: "", bars: [was, bar("is", "2026-01-01", "2026-03-21")] }],
  };
  const [row] = spanRows(content);
  expect(row).toMatchObject({ lanes: 1, under: true });
  expect(row?.spans.filter(({ kind }) => kind === "gap")).toEqual([
    expect.objectContaining({ from: day("2026-03-21"), until: day("2026-06-02") }),
  ]);
});

test("a frame is shown whole with a little air, whatever it holds", () => {
  const view = framed({ startsOn: "2026-01-01", endsBefore: "2027-01-01" });
  expect(shareOf(view, day("2026-01-01"))).toBeCloseTo(0.028, 3);
  expect(shareOf(view, day("2027-01-01"))).toBeCloseTo(0.972, 3);
});

test("keys step a day, a week with Shift, and a month that ends where a shorter one does", () => {
  expect(steppedDay("2026-03-01", "ArrowLeft", false)).toBe("2026-02-28");
  expect(steppedDay("2026-03-01", "ArrowRight", true)).toBe("2026-03-08");
  expect(steppedDay("2026-03-31", "PageDown", false)).toBe("2026-02-28");
  expect(steppedDay("2024-01-31", "PageUp", false)).toBe("2024-02-29");
  expect(steppedDay("2026-12-15", "PageUp", false)).toBe("2027-01-15");
  expect(steppedDay("2026-03-01", "a", false)).toBeNull();
});
