import { describe, expect, test } from "vitest";
import { calendarAsKnownAt } from "../calendar/index.ts";
import { calendarOf, weekdays } from "../calendar/samples.oracle.ts";
import { type ClockEvent, foldClock } from "./clock.ts";
import { readClock } from "./reading.ts";
import { makeSeverityMatrix, severityOf } from "./severity.ts";
import { dueAt, type Target, targetsFor } from "./target.ts";

const office = calendarOf({ timeZone: "Europe/London", weekly: weekdays(["09:00", "17:00"]) });

const london = (local: string) => Temporal.ZonedDateTime.from(`${local}[Europe/London]`).toInstant();
/** A time in the week of Monday 2 March 2026, in which London is on UTC: "mon 09:00". */
const week = (text: string) => {
  const [day = "", time = ""] = text.split(" ");
  return `2026-03-0${["mon", "tue", "wed", "thu", "fri", "sat", "sun"].indexOf(day) + 2}T${time}Z`;
};
const calendar = { calendarId: "office", knownAt: week("mon 00:00") };
const hours = (n: number, warnAt?: number[]): Target => ({ name: "resolution", unit: "working_time", amount: n * 60, warnAt });

/** Events from lines such as "paused mon 10:00"; the clock starts at `start`. */
function clock(target: Target, start: string, ...lines: string[]) {
  const events: ClockEvent[] = [{ kind: "started", at: week(start), target, calendar }];
  for (const line of lines) {
    const space = line.indexOf(" ");
    events.push({ kind: line.slice(0, space) as "paused", at: week(line.slice(space + 1)) });
  }
  return events;
}

function read(events: readonly ClockEvent[], now: string) {
  const { status, dueAt: due, breachedAt, warnings } = readClock(foldClock(events), office, Temporal.Instant.from(week(now)));
  return {
    status,
    due: due.toString(),
    breachedAt: breachedAt?.toString() ?? null,
    warnings: warnings.map(({ at }) => at.toString()),
  };
}

/** An instant as readings print it. */
const on = (text: string) => Temporal.Instant.from(week(text)).toString();

describe("SLA1", () => {
  const matrix = { high: { high: 1, low: 2 }, low: { high: 2, low: 3 } };

  test("SLA1: severity is impact by urgency", () => {
    expect(makeSeverityMatrix(matrix)).toEqual({ ok: true, value: matrix });
    expect(severityOf(matrix, "low", "high")).toEqual({ ok: true, value: 2 });
  });

  test.each([
    ["nothing in it", {}, "empty_matrix", undefined],
    ["no urgencies", { high: {} }, "empty_matrix", undefined],
    ["a gap", { high: { high: 1, low: 2 }, low: { high: 2 } }, "missing_severity", ["low", "low"]],
    ["a severity of 0", { high: { high: 0 } }, "bad_severity", ["high", "high"]],
    ["a severity of 1.5", { high: { high: 1.5 } }, "bad_severity", ["high", "high"]],
  ])("SLA1: a matrix with %s is refused", (_, given, code, path) => {
    const made = makeSeverityMatrix(given);
    expect(!made.ok && [made.refusal.code, made.refusal.path]).toEqual([code, path]);
  });

  test("SLA1: what the matrix does not know is refused, naming what it knows", () => {
    const unknownImpact = severityOf(matrix, "medium", "high");
    const unknownUrgency = severityOf(matrix, "high", "constructor");
    expect(!unknownImpact.ok && unknownImpact.refusal).toEqual({
      code: "unknown_impact",
      message: '"medium" is no impact; use high, low.',
      path: ["impact"],
    });
    expect(!unknownUrgency.ok && unknownUrgency.refusal).toEqual({
      code: "unknown_urgency",
      message: '"constructor" is no urgency; use high, low.',
      path: ["urgency"],
    });
  });

  test("SLA1: a plan has its targets per severity", () => {
    const targets = [1, 2, 2].map((severity, index) => ({ ...hours(index), severity }));
    expect(targetsFor(targets, 2).map(({ amount }) => amount)).toEqual([60, 120]);
    expect(targetsFor(targets, 3)).toEqual([]);
  });

  test("SLA1: four units", () => {
    const friday = london("2026-03-06T16:00");
    expect(dueAt({ unit: "working_time", amount: 240 }, office, friday)).toEqual(london("2026-03-09T12:00"));
    expect(dueAt({ unit: "working_days", amount: 2 }, office, friday)).toEqual(london("2026-03-10T16:00"));
    expect(dueAt({ unit: "calendar_days", amount: 2 }, office, friday)).toEqual(london("2026-03-08T16:00"));
    expect(dueAt({ unit: "elapsed", amount: 240 }, office, friday)).toEqual(london("2026-03-06T20:00"));
  });

  test("SLA1: warning points are parts of the target's own time", () => {
    const warnings = (unit: Target["unit"], amount: number) =>
      read(clock({ name: "first_response", unit, amount, warnAt: [0.75, 0.5] }, "fri 16:00"), "fri 16:00").warnings;
    expect(warnings("working_time", 240)).toEqual(["2026-03-09T10:00:00Z", "2026-03-09T11:00:00Z"]);
    expect(warnings("working_days", 2)).toEqual(["2026-03-09T16:00:00Z", "2026-03-10T12:00:00Z"]);
    expect(warnings("elapsed", 240)).toEqual(["2026-03-06T18:00:00Z", "2026-03-06T19:00:00Z"]);
    expect(warnings("calendar_days", 2)).toEqual(["2026-03-07T16:00:00Z", "2026-03-08T04:00:00Z"]);
  });
});

describe("SLA2", () => {
  test("SLA2: the same events give the same state, which is plain JSON", () => {
    const events = clock(
      hours(4),
      "mon 09:00",
      "paused mon 10:00",
      "resumed mon 11:00",
      "breached mon 15:00",
      "breached mon 16:00",
      "met mon 16:30",
    );
    const state = foldClock(events);
    expect(state).toEqual({
      startedAt: week("mon 09:00"),
      target: hours(4),
      calendar,
      pauses: [{ from: week("mon 10:00"), until: week("mon 11:00") }],
      metAt: week("mon 16:30"),
      breachRecordedAt: week("mon 15:00"),
    });
    expect(foldClock(JSON.parse(JSON.stringify(events)) as ClockEvent[])).toEqual(JSON.parse(JSON.stringify(state)));
  });

  test("SLA2: a breach compares exact instants", () => {
    const events = clock(hours(4), "mon 09:00");
    expect(read(events, "mon 13:00")).toEqual({ status: "running", due: on("mon 13:00"), breachedAt: null, warnings: [] });
    expect(read(events, "mon 13:00:00.000000001").breachedAt).toBe(on("mon 13:00"));
    expect(read([...events, { kind: "met", at: week("mon 13:00") }], "fri 12:00")).toMatchObject({
      status: "met",
      breachedAt: null,
    });
    const late: ClockEvent[] = [...events, { kind: "met", at: week("mon 13:00:00.000000001") }];
    expect(read(late, "fri 12:00")).toMatchObject({ status: "met", breachedAt: on("mon 13:00") });
    const long = clock({ name: "resolution", unit: "calendar_days", amount: 720 }, "mon 09:00");
    const due = Temporal.Instant.from(week("mon 09:00")).toZonedDateTimeISO("Europe/London").add({ days: 720 }).toInstant();
    expect(readClock(foldClock(long), office, due).breachedAt).toBeNull();
    expect(readClock(foldClock(long), office, due.add({ nanoseconds: 1 })).breachedAt).toEqual(due);
  });

  test("SLA2: what changes nothing changes nothing", () => {
    const plain = foldClock(clock(hours(4), "mon 09:00", "paused mon 10:00", "resumed mon 11:00", "met mon 12:00"));
    const doubled = clock(
      hours(4),
      "mon 09:00",
      "resumed mon 09:30",
      "paused mon 10:00",
      "paused mon 10:30",
      "resumed mon 11:00",
      "resumed mon 11:30",
      "met mon 12:00",
    );
    expect(foldClock(doubled)).toEqual(plain);
    const after = clock(
      hours(4),
      "mon 09:00",
      "paused mon 10:00",
      "resumed mon 11:00",
      "met mon 12:00",
      "paused mon 13:00",
      "met mon 15:00",
    );
    expect(foldClock(after)).toEqual(plain);
  });

  test("SLA2: to answer and pause in one step is to answer", () => {
    expect(read(clock(hours(1), "mon 09:00", "met mon 10:00", "paused mon 10:00"), "fri 12:00")).toMatchObject({
      status: "met",
      breachedAt: null,
    });
  });

  test("SLA2: a target met while paused was met in time if it was when the pause began", () => {
    expect(read(clock(hours(1), "mon 09:00", "paused mon 10:00", "met fri 10:00"), "fri 12:00")).toMatchObject({
      status: "met",
      breachedAt: null,
    });
    expect(read(clock(hours(1), "mon 09:00", "paused mon 10:01", "met fri 10:00"), "fri 12:00").breachedAt).toBe(on("mon 10:00"));
  });

  test("SLA2: a breach stands, whatever is paused afterwards, recorded or not", () => {
    const events = clock(hours(4), "mon 09:00", "paused mon 14:00", "resumed wed 09:00");
    expect(read(events, "wed 10:00")).toMatchObject({ due: on("mon 13:00"), breachedAt: on("mon 13:00") });
    expect(read([...events, { kind: "met", at: week("wed 11:00") }], "wed 12:00").breachedAt).toBe(on("mon 13:00"));
  });

  test("SLA2: a target met and resumed is owed again, without the time between", () => {
    const reopened = clock(hours(4), "mon 09:00", "met mon 11:00", "paused mon 12:00", "resumed tue 10:00");
    expect(read(reopened, "tue 11:00")).toMatchObject({ status: "running", due: on("tue 12:00"), breachedAt: null });
    expect(read([...reopened, { kind: "met", at: week("tue 12:00") }], "fri 12:00")).toMatchObject({
      status: "met",
      breachedAt: null,
    });
    expect(read(reopened, "tue 12:00:01").breachedAt).toBe(on("tue 12:00"));
  });

  test("SLA2: a target met in a pause and resumed stood in one pause all along", () => {
    const reopened = clock(hours(4), "mon 09:00", "paused mon 10:00", "met mon 12:00", "resumed tue 09:00");
    expect(foldClock(reopened)).toEqual(foldClock(clock(hours(4), "mon 09:00", "paused mon 10:00", "resumed tue 09:00")));
  });

  test("SLA2: a target met late stays breached when it is reopened", () => {
    expect(read(clock(hours(4), "mon 09:00", "met mon 14:00", "resumed tue 09:00"), "tue 09:30")).toMatchObject({
      status: "running",
      due: on("mon 13:00"),
      breachedAt: on("mon 13:00"),
    });
  });

  test("SLA2: events that make no clock are an error", () => {
    expect(() => foldClock([])).toThrow("A clock's first event is that it started.");
    expect(() => foldClock([{ kind: "met", at: week("mon 09:00") }])).toThrow(RangeError);
    expect(() => foldClock([...clock(hours(1), "mon 09:00"), ...clock(hours(1), "mon 10:00")])).toThrow("A clock starts once.");
    expect(() => foldClock(clock(hours(1), "mon 09:00", "paused mon 08:59"))).toThrow("comes before the event of");
  });
});

describe("SLA3", () => {
  test("SLA3: a pause moves what is due by the open time it held up", () => {
    expect(read(clock(hours(4), "mon 09:00", "paused mon 10:00", "resumed mon 11:00"), "mon 12:00").due).toBe(on("mon 14:00"));
    const twice = clock(hours(4), "mon 09:00", "paused mon 10:00", "resumed mon 11:00", "paused mon 12:00", "resumed tue 10:00");
    expect(read(twice, "tue 10:00").due).toBe(on("tue 12:00"));
  });

  test("SLA3: pausing in closed time moves nothing", () => {
    expect(read(clock(hours(10), "mon 09:00", "paused mon 17:00", "resumed tue 09:00"), "tue 10:00").due).toBe(on("tue 11:00"));
    expect(read(clock(hours(8), "fri 09:00", "paused fri 17:00", "resumed sun 12:00"), "sun 12:00")).toMatchObject({
      due: on("fri 17:00"),
      breachedAt: null,
    });
  });

  test("SLA3: a pause moves working days by the open time it held up, and a weekend by none", () => {
    const days = { name: "resolution", unit: "working_days", amount: 2 } as const;
    expect(read(clock(days, "mon 10:00", "paused tue 10:00", "resumed wed 10:00"), "wed 10:00").due).toBe(on("thu 10:00"));
    expect(read(clock(days, "mon 10:00", "paused mon 18:00", "resumed tue 08:00"), "tue 09:00").due).toBe(on("wed 10:00"));
    expect(read(clock(days, "fri 10:00", "paused fri 17:00", "resumed sun 23:00"), "sun 23:30").due).toBe("2026-03-10T10:00:00Z");
  });

  test("SLA3: a pause moves calendar days and elapsed time by all of it", () => {
    const pause = ["paused mon 20:00", "resumed mon 23:00"];
    expect(read(clock({ name: "resolution", unit: "calendar_days", amount: 2 }, "mon 10:00", ...pause), "tue 10:00").due).toBe(
      on("wed 13:00"),
    );
    expect(read(clock({ name: "resolution", unit: "elapsed", amount: 1_440 }, "mon 10:00", ...pause), "tue 10:00").due).toBe(
      on("tue 13:00"),
    );
  });

  test("SLA3: a paused clock is due when it would be if it were resumed now, and nothing is breached meanwhile", () => {
    const events = clock(hours(1), "mon 09:00", "paused mon 10:00");
    expect(read(events, "wed 10:00")).toMatchObject({ status: "paused", due: on("wed 10:00"), breachedAt: null });
    expect(read(events, "wed 20:00")).toMatchObject({ status: "paused", due: on("wed 17:00"), breachedAt: null });
    expect(read(clock(hours(1), "mon 09:00", "paused mon 10:01"), "wed 10:00").breachedAt).toBe(on("mon 10:00"));
  });

  test("SLA3: a warning point moves by the pauses that began before it", () => {
    const events = clock(hours(4, [0.25, 0.75]), "mon 09:00", "paused mon 11:00", "resumed mon 12:00");
    expect(read(events, "mon 12:00")).toMatchObject({ due: on("mon 14:00"), warnings: [on("mon 10:00"), on("mon 13:00")] });
  });
});

describe("SLA4", () => {
  test("SLA4: the calendar version in force when the clock started holds", () => {
    const whole = calendarOf({ ...office.spec, holidays: [{ date: "2026-03-03", knownFrom: week("mon 12:00") }] });
    const started = (at: string): ClockEvent[] => [
      { kind: "started", at: week(at), target: hours(8), calendar: { calendarId: "office", knownAt: week(at) } },
    ];
    const dueOf = (events: ClockEvent[]) => {
      const state = foldClock(events);
      const version = calendarAsKnownAt(whole, Temporal.Instant.from(state.calendar.knownAt));
      return readClock(state, version, Temporal.Instant.from(week("fri 12:00"))).dueAt.toString();
    };
    expect(dueOf(started("mon 11:00"))).toBe(on("tue 11:00"));
    expect(dueOf(started("mon 12:00"))).toBe(on("wed 12:00"));
  });

  const retargeted = (at: string, target: Target): ClockEvent => ({ kind: "retargeted", at: week(at), target, calendar });

  test("SLA4: a retarget starts from the original start and keeps pauses", () => {
    const events = clock(hours(8), "mon 09:00", "paused mon 10:00", "resumed mon 11:00");
    expect(read(events, "mon 12:00").due).toBe(on("tue 10:00"));
    expect(read([...events, retargeted("mon 12:00", hours(4))], "mon 12:00")).toMatchObject({
      due: on("mon 14:00"),
      breachedAt: null,
    });
    expect(read([...events, retargeted("mon 15:00", hours(4))], "mon 15:00").breachedAt).toBe(on("mon 14:00"));
    const paused = [...clock(hours(8), "mon 09:00", "paused mon 10:00"), retargeted("mon 10:30", hours(4))];
    expect(read([...paused, { kind: "resumed", at: week("mon 11:00") }], "mon 12:00")).toMatchObject({
      status: "running",
      due: on("mon 14:00"),
    });
  });

  test("SLA4: a longer promise is not breached by the shorter one's breach, nor is its record kept", () => {
    const events = clock(hours(1), "mon 09:00", "paused mon 11:00", "resumed mon 12:00", "breached mon 12:00");
    const state = foldClock([...events, retargeted("mon 13:00", hours(8))]);
    expect(state.breachRecordedAt).toBeNull();
    expect(state.startedAt).toBe(week("mon 09:00"));
    expect(read([...events, retargeted("mon 13:00", hours(8))], "mon 13:00")).toMatchObject({
      due: on("tue 10:00"),
      breachedAt: null,
    });
  });
});
