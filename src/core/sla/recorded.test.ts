/** Real desks' books, replayed. */
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { recordedData } from "#test/support/recorded-data.ts";
import { type Calendar, calendarAsKnownAt } from "../calendar/index.ts";
import { calendarOf, weekdays } from "../calendar/samples.oracle.ts";
import { makeSeverityMatrix, severityOf } from "./severity.ts";
import { dueAt } from "./target.ts";

type Row = Record<string, string>;

/** When the holidays of the next year became known: there are few cases after it. */
const NEW_HOLIDAYS = "2015-12-14T11:00:00";
/** Of 121,145 cases every so many-th is reckoned again. */
const everyAt = (local: string): number => (local < NEW_HOLIDAYS ? 100 : 10);

function rowsOf(file: string): Row[] {
  const bytes = recordedData(file);
  return parse(file.endsWith(".gz") ? gunzipSync(bytes) : bytes, { columns: true });
}

const ZONE = "America/New_York";
const localInstant = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant();
const boston = rowsOf("boston311/holidays.csv").map(({ date = "", known_from_local: known = "" }) => ({ date, known }));

/** "01/02/2015 09:08:42 AM" as a local time. */
function opened(text: string): Temporal.PlainDateTime {
  const [, month, day, year, hour, minute, second, half] = /^(\d+)\/(\d+)\/(\d+) (\d+):(\d+):(\d+) ([AP])M$/.exec(text) ?? [];
  return new Temporal.PlainDateTime(
    Number(year),
    Number(month),
    Number(day),
    (Number(hour) % 12) + (half === "P" ? 12 : 0),
    Number(minute),
    Number(second),
  );
}

/** The promise of n business days reckoned day by day, as a clerk would with a wall calendar. */
function clerk(from: Temporal.PlainDateTime, n: number): Temporal.PlainDateTime {
  const known = new Set(boston.filter((each) => each.known === "" || each.known <= from.toString()).map(({ date }) => date));
  const works = (date: Temporal.PlainDate) => date.dayOfWeek <= 5 && !known.has(date.toString());
  const opening = Temporal.PlainTime.from("08:30");
  let date = from.toPlainDate();
  let time = from.toPlainTime();
  const isOver = Temporal.PlainTime.compare(time, "17:00") >= 0;
  if (!works(date) || isOver) {
    time = opening;
    do date = date.add({ days: 1 });
    while (!works(date));
  } else if (Temporal.PlainTime.compare(time, opening) < 0) {
    time = opening;
  }
  for (let left = n; left > 0; left -= 1) {
    do date = date.add({ days: 1 });
    while (!works(date));
  }
  return date.toPlainDateTime(time);
}

function calendarOfBoston(): Calendar {
  const holidays = boston.map(({ date, known }) =>
    known === "" ? { date } : { date, knownFrom: localInstant(known).toString() },
  );
  return calendarOf({ timeZone: ZONE, weekly: weekdays(["08:30", "17:00"]), holidays });
}

test("CAL4: a city's promises of a year come out as a clerk reckons them, with the holidays known at the moment of opening", () => {
  const calendar = calendarOfBoston();
  const targets = rowsOf("boston311/targets.csv");
  const checked = { working_days: 0, calendar_days: 0, afterTheNewHolidays: 0 };
  const wrong: string[] = [];
  for (const [index, row] of rowsOf("boston311/cases.csv.gz").entries()) {
    const from = opened(row["OPEN_DT"] ?? "");
    const local = from.toString();
    if (index % everyAt(local) !== 0) continue;
    const target = targets.find(
      (each) =>
        each["type"] === row["TYPE"] && (each["effective_from"] ?? "") <= local && (each["effective_to"] || "9999") > local,
    );
    if (target === undefined) continue;
    const unit = target["kind"] === "business_days" ? "working_days" : "calendar_days";
    const amount = Number(target["n"]);
    const at = from.toZonedDateTime(ZONE).toInstant();
    const due = dueAt({ unit, amount }, calendarAsKnownAt(calendar, at), at);
    const wanted = unit === "working_days" ? clerk(from, amount) : from.add({ days: amount });
    if (Temporal.Instant.compare(due, wanted.toZonedDateTime(ZONE).toInstant()) !== 0)
      wrong.push(`${row["CASE_ENQUIRY_ID"]}: ${due}`);
    checked[unit] += 1;
    if (local >= NEW_HOLIDAYS) checked.afterTheNewHolidays += 1;
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(Math.min(...Object.values(checked))).toBeGreaterThan(100);
});

test("SLA1: a real desk's matrix has a gap, is refused for it, and once filled gives every recorded priority", () => {
  const rows = rowsOf("uci_incident_event_log/priority_matrix.csv");
  const matrix: Record<string, Record<string, number>> = {};
  for (const { impact = "", urgency = "", priority = "" } of rows) (matrix[impact] ??= {})[urgency] = Number(priority[0]);
  const gap = makeSeverityMatrix(matrix);
  expect(!gap.ok && gap.refusal.path).toEqual(["1 - High", "3 - Low"]);
  const filled = makeSeverityMatrix({ ...matrix, "1 - High": { ...matrix["1 - High"], "3 - Low": 3 } });
  expect(filled.ok).toBe(true);
  for (const { impact = "", urgency = "", priority = "" } of rows) {
    expect(severityOf(matrix, impact, urgency)).toEqual({ ok: true, value: Number(priority[0]) });
  }
});
