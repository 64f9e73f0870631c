import { expect, test } from "vitest";
import { addCalendarDays } from "../calendar/index.ts";
import { transitionsOf } from "../calendar/open-minutes.oracle.ts";
import { localTime } from "./offset.ts";

const zones = [
  "Europe/London",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
  "America/St_Johns",
  "UTC",
];
const hour = 3_600_000;

/** Around every change of the clocks, in an order in which the stretch last asked about is now the right one and now another. */
const moments = (zone: string): number[] =>
  transitionsOf(zone).flatMap((change) => [0, -1, 1, 30 * hour, -30 * hour, 5 * hour, -5 * hour].map((off) => change + off));

test("TIM2: a wall clock in numbers shows what Temporal says, around every change of the clocks", () => {
  const said = (zone: string, at: number): number =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toZonedDateTime("UTC")
      .epochMilliseconds;
  for (const zone of zones) {
    const wrong = moments(zone).filter((at) => localTime(zone, at) !== said(zone, at));
    expect(wrong, zone).toEqual([]);
  }
});

test("CAL4: the same time some days later is what Temporal says, around every change of the clocks", () => {
  const said = (zone: string, from: Temporal.Instant, days: number): Temporal.Instant =>
    from.toZonedDateTimeISO(zone).add({ days }).toInstant();
  for (const zone of zones) {
    const starts = moments(zone).map((at) => Temporal.Instant.fromEpochMilliseconds(at));
    const wrong = [1, -1, 0, 2, 200].flatMap((days) =>
      starts
        .filter((from) => !addCalendarDays(zone, from, days).equals(said(zone, from, days)))
        .map((from) => `${from} and ${days} days`),
    );
    expect(wrong, zone).toEqual([]);
  }
});
