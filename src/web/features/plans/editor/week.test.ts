import { expect, test } from "vitest";
import { moved, painted, piecesOf, removed, resized, snapped, type Week } from "./week.ts";

const closed: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const at = (row: number, hours: number) => ({ row, minute: hours * 60 });
const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

test("dragging over several days opens each of them, and joins what overlaps", () => {
  const week = painted(painted(closed, at(0, 9), at(4, 17)), at(4, 16), at(3, 19));
  expect(week).toEqual({
    ...closed,
    mon: [hours(9, 17)],
    tue: [hours(9, 17)],
    wed: [hours(9, 17)],
    thu: [hours(9, 19)],
    fri: [hours(9, 19)],
  });
  expect(painted(closed, at(2, 9), at(2, 9))).toBe(closed);
});

test("an edge follows the hand, across midnight too; drawn to nothing the window is gone", () => {
  const week = { ...closed, fri: [hours(18, 22)] };
  const friday = { day: "fri", index: 0 } as const;
  expect(resized(week, friday, "to", at(5, 2)).fri).toEqual([hours(18, 26)]);
  expect(resized(week, friday, "from", at(4, 12)).fri).toEqual([hours(12, 22)]);
  expect(resized(week, friday, "to", at(4, 18)).fri).toEqual([]);
  expect(resized(week, friday, "to", at(6, 12)).fri).toEqual([{ from: 18 * 60, to: 42 * 60 - 15 }]);
});

test("Sunday night goes on at Monday's start, and its end is dragged there", () => {
  const week = { ...closed, sun: [hours(22, 30)] };
  const sunday = { day: "sun", index: 0 } as const;
  expect(piecesOf(week).map(({ row, from, to }) => [row, from / 60, to / 60])).toEqual([
    [6, 22, 24],
    [0, 0, 6],
  ]);
  expect(resized(week, sunday, "to", at(0, 4)).sun).toEqual([hours(22, 28)]);
});

test("a window is moved within its day and to another, and removed", () => {
  const week = { ...closed, mon: [hours(9, 12)], tue: [hours(11, 15)] };
  const monday = { day: "mon", index: 0 } as const;
  expect(moved(week, monday, at(0, 10), at(0, 11)).mon).toEqual([hours(10, 13)]);
  expect(moved(week, monday, at(0, 10), at(1, 10))).toEqual({ ...closed, tue: [hours(9, 15)] });
  expect(moved(week, monday, at(0, 10), at(0, 0)).mon).toEqual([hours(0, 3)]);
  expect(removed(week, monday).mon).toEqual([]);
});

test("places are quarters of an hour of a day", () => {
  expect([snapped(7), snapped(8), snapped(-30), snapped(2000)]).toEqual([0, 15, 0, 1440]);
});
