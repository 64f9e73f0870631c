import { expect, test } from "vitest";
import { changesBetween, changeWords } from "./change-words.ts";
import { inTurns, type Message } from "./in-turns.ts";

const said = (kind: Message["kind"], body: string): Message => ({
  id: "0199c2a0-0000-7000-8000-000000000000",
  kind,
  body,
  authorName: "Nora",
  at: "2026-03-20T10:00:00Z",
});

test("events that follow each other fold into one turn; words never do", () => {
  const turns = inTurns([
    said("description", "It beeps"),
    said("event", "taken"),
    said("event", "on hand"),
    said("note", "fan?"),
    said("event", "x"),
  ]);
  expect(turns.map((turn) => (turn.kind === "words" ? turn.message.body : turn.events.length))).toEqual([
    "It beeps",
    2,
    "fan?",
    1,
  ]);
});

test("what somebody else changed is said, and nothing else", () => {
  const before = { status: "new", severity: 3, subject: "Beeps", assigneeName: null, messages: [] } as const;
  const seen = { ...before, messages: [...before.messages] };
  expect(changesBetween(seen, seen)).toEqual([]);
  expect(
    changesBetween(seen, { ...seen, status: "solved", assigneeName: "Ines", messages: [said("reply", "?"), said("event", "!")] }),
  ).toEqual(["Its status is now: Solved.", "Ines has it now.", "1 message came."]);
});

test("a change that was not made is named", () => {
  expect(changeWords({ severity: 1, assignee: "me" })).toBe("severity 1 · Critical, taking it");
});
