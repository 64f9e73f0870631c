import { describe, expect, test } from "vitest";
import { checkPlanTerms } from "./check-terms.ts";
import type { PlanAllowance, PlanTerms } from "./terms.ts";

const anyone = { channels: "any", products: "any", severities: "any" } as const;
const day = [["09:00", "17:00"]] as const;
const office = { weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } };

const tickets = (more: Partial<PlanAllowance> = {}): PlanAllowance =>
  ({
    key: "tickets",
    unit: "tickets",
    drawnAt: "opening",
    beyond: "refuse",
    outOfHoursPercent: 100,
    buckets: [{ ...anyone, key: "all", amount: 10, per: "contract_year", limits: [], carryOver: "none" }],
    ...more,
  }) as PlanAllowance;

const terms = (more: Partial<PlanTerms> = {}): PlanTerms => ({
  hours: office,
  channels: "any",
  contacts: "any",
  severities: "any",
  products: "any",
  targets: [{ name: "first_response", severity: 1, unit: "working_time", amount: 60 }],
  allowances: [tickets()],
  ...more,
});

/** `path code` of each fault. */
const faults = (more: Partial<PlanTerms>) => checkPlanTerms(terms(more)).map(({ path, code }) => `${path!.join("/")} ${code}`);
const target = (unit: PlanTerms["targets"][number]["unit"], amount: number, name = "resolution") =>
  ({ name, severity: 1, unit, amount }) as const;

describe("what a plan can promise", () => {
  test("ENT5: sound terms have no fault", () => {
    expect(checkPlanTerms(terms())).toEqual([]);
    expect(faults({ channels: "none", severities: "none", products: { only: ["p1"] } })).toEqual([]);
  });

  test("ENT5: a limit of named callers is a whole number from 1, and only where named callers ask", () => {
    expect(faults({ contacts: "named", namedAtMost: 5 })).toEqual([]);
    expect(faults({ contacts: "named", namedAtMost: 0 })).toEqual(["namedAtMost bad_amount"]);
    expect(faults({ contacts: "named", namedAtMost: 1.5 })).toEqual(["namedAtMost bad_amount"]);
    expect(faults({ contacts: "any", namedAtMost: 5 })).toEqual(["namedAtMost never_counted"]);
  });

  test("CAL5: hours that never open, or open on holidays alone, with one fault and not one for each promise", () => {
    expect(faults({ hours: { weekly: {} }, targets: [target("working_days", 5), target("elapsed", 0, "response")] })).toEqual([
      "hours/weekly never_opens",
    ]);
    expect(faults({ hours: { weekly: { sat: [] }, holidays: [{ date: "12-25", hours: day }] } })).toEqual([
      "hours/weekly never_opens",
    ]);
  });

  test("CAL5: all that is wrong with hours at once: each day, each holiday, and then what days do to each other", () => {
    const hours = {
      weekly: { mon: [["9", "17:00"]] as const, tue: [["09:00", "09:00"]] as const, wed: day },
      holidays: [{ date: "12-25" }, { date: "2026-02-30" }, { date: "01-01", hours: [["25:00", "26:00"]] as const }],
    };
    expect(faults({ hours })).toEqual([
      "hours/weekly/mon/0/0 bad_time",
      "hours/weekly/tue/0 empty_window",
      "hours/holidays/1/date bad_date",
      "hours/holidays/2/hours/0/0 bad_time",
    ]);
    const night = { weekly: { mon: [["22:00", "10:00"]] as const, tue: day } };
    expect(faults({ hours: night })).toEqual(["hours/weekly/mon overlapping_windows"]);
    const holidays = Array.from({ length: 10_001 }, () => ({ date: "12-25" }));
    expect(faults({ hours: { weekly: { mon: day }, holidays } })).toEqual(["hours/holidays too_many_holidays"]);
  });

  test("ENT5: a list that is empty or names something twice says so where it does", () => {
    const empty = { only: [] as unknown as readonly [never] };
    expect(faults({ channels: { only: ["phone", "email", "phone"] }, severities: empty, products: empty })).toEqual([
      "channels/only/2 listed_twice",
      "severities/only empty_list",
      "products/only empty_list",
    ]);
    const bucket = { ...anyone, key: "all", channels: empty, amount: 1, per: "term", limits: [], carryOver: "none" } as const;
    expect(faults({ allowances: [tickets({ buckets: [bucket] })] })).toEqual(["allowances/0/buckets/0/channels/only empty_list"]);
  });

  test("SLA1: a promise has a name, stands once for a severity, and a whole amount that is reached within five years", () => {
    const targets = [
      target("elapsed", 60, " "),
      target("working_time", 60),
      target("working_time", 90),
      target("elapsed", 1.5, "a"),
      target("working_days", -1, "b"),
      target("working_time", 5 * 8 * 60 * 260, "c"),
      target("working_time", 5 * 8 * 60 * 260 + 1, "d"),
      target("working_days", 5 * 260 + 1, "e"),
      target("calendar_days", 7 * 260 + 1, "f"),
      target("elapsed", 7 * 1440 * 260 + 1, "g"),
    ];
    expect(faults({ targets })).toEqual([
      "targets/0/name no_name",
      "targets/2 promised_twice",
      "targets/3/amount bad_amount",
      "targets/4/amount bad_amount",
      "targets/6/amount too_far",
      "targets/7/amount too_far",
      "targets/8/amount too_far",
      "targets/9/amount too_far",
    ]);
    expect(checkPlanTerms(terms({ targets })).map(({ message }) => message)).toContain(
      "Take a whole number of days from 0, not -1.",
    );
    const nights = { weekly: { fri: [["22:00", "06:00"]] as const } };
    expect(faults({ hours: nights, targets: [target("working_time", 8 * 60 * 260)] })).toEqual([]);
  });

  test("ALW1: allowances have keys of their own, and all that is wrong inside each is told with its place", () => {
    const wrong = tickets({
      key: "a b",
      outOfHoursPercent: 150,
      buckets: [{ ...anyone, key: "all", amount: -1, per: "term", limits: [], carryOver: { atMost: 0.5 } }],
    });
    expect(faults({ allowances: [tickets(), wrong, tickets()] })).toEqual([
      "allowances/1/key bad_key",
      "allowances/1/buckets/0/amount bad_amount",
      "allowances/1/buckets/0/carryOver bad_carry_over",
      "allowances/1/buckets/0/carryOver/atMost bad_amount",
      "allowances/1/outOfHoursPercent bad_weight",
      "allowances/2/key same_key",
    ]);
    expect(faults({ allowances: [tickets({ buckets: [] })] })).toEqual(["allowances/0/buckets no_buckets"]);
  });

  test("ALW1: what no request can draw on is a slip, in a bucket as in a limit", () => {
    const limit = { ...anyone, key: "fax", channels: { only: ["fax"] as const }, atMost: 5 };
    const bucket = {
      ...anyone,
      key: "grave",
      severities: { only: [1, 1] as const },
      amount: 3,
      per: "quarter",
      carryOver: "none",
    };
    const allowance = tickets({ buckets: [{ ...bucket, limits: [limit] }] as unknown as PlanAllowance["buckets"] });
    expect(faults({ channels: { only: ["phone"] }, severities: { only: [2] }, allowances: [allowance], targets: [] })).toEqual([
      "allowances/0/buckets/0/severities/only/1 listed_twice",
      "allowances/0/buckets/0/severities never_drawn",
      "allowances/0/buckets/0/limits/0/channels never_drawn",
    ]);
  });

  test("ALW7: kinds of work are listed once, whether they count or not", () => {
    const work = (workKinds: unknown) =>
      tickets({ unit: "minutes", leastMinutes: 15, stepMinutes: 15, workKinds } as unknown as Partial<PlanAllowance>);
    expect(faults({ allowances: [work({ except: ["travel", "travel"] })] })).toEqual([
      "allowances/0/workKinds/except/1 listed_twice",
    ]);
    expect(faults({ allowances: [work({ only: [] })] })).toEqual(["allowances/0/workKinds/only empty_list"]);
    expect(faults({ allowances: [work("any")] })).toEqual([]);
  });
});
