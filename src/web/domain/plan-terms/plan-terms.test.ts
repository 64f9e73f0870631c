import { expect, test } from "vitest";
import { hoursWords } from "./hours-words.ts";
import { promiseWords, targetName } from "./target-words.ts";

const office = [["09:00", "17:00"]] as const;
const always = [["00:00", "24:00"]] as const;

test("hours are said as people say them", () => {
  expect(
    hoursWords({ weekly: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always } }),
  ).toBe("24×7");
  expect(hoursWords({ weekly: { mon: office, tue: office, wed: office, thu: office, fri: office } })).toBe("Mon–Fri 09:00–17:00");
  expect(
    hoursWords({
      weekly: {
        mon: office,
        wed: office,
        sat: [
          ["09:00", "12:00"],
          ["13:00", "15:00"],
        ],
      },
    }),
  ).toBe("Mon 09:00–17:00; Wed 09:00–17:00; Sat 09:00–12:00, 13:00–15:00");
  expect(hoursWords({ weekly: {} })).toBe("never open");
});

test("promises are said in their unit", () => {
  expect(promiseWords({ unit: "elapsed", amount: 60 })).toBe("1 h");
  expect(promiseWords({ unit: "elapsed", amount: 90 })).toBe("1 h 30 min");
  expect(promiseWords({ unit: "working_time", amount: 480 })).toBe("8 working hours");
  expect(promiseWords({ unit: "working_time", amount: 30 })).toBe("30 min of working time");
  expect(promiseWords({ unit: "working_days", amount: 1 })).toBe("1 working day");
  expect(targetName("first_response")).toBe("First response");
});
