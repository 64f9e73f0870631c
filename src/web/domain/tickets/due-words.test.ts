import { expect, test } from "vitest";
import { countdownWords, urgencyOf } from "./due-words.ts";

const now = Date.parse("2026-03-20T10:00:00Z");

test("what is due counts down in whole minutes, never more than are left", () => {
  expect(countdownWords("2026-03-20T12:10:59Z", now)).toBe("in 2 h 10 min");
  expect(countdownWords("2026-03-20T10:00:59Z", now)).toBe("in less than a minute");
  expect(countdownWords("2026-03-23T14:00:00Z", now)).toBe("in 3 d 4 h");
});

test("what was due says by how long it is over", () => {
  expect(countdownWords("2026-03-20T10:00:00Z", now)).toBe("overdue now");
  expect(countdownWords("2026-03-20T07:00:00Z", now)).toBe("overdue by 3 h");
});

test("the very instant is overdue, an hour before it is soon", () => {
  expect(urgencyOf("2026-03-20T10:00:00Z", now)).toBe("overdue");
  expect(urgencyOf("2026-03-20T11:00:00Z", now)).toBe("soon");
  expect(urgencyOf("2026-03-20T11:00:01Z", now)).toBe("later");
});
