import { expect, test } from "vitest";
import { askedOf, clueOf, inOwnWay, mainClue, questionSearch, withClue } from "./question-search.ts";

test("an address gives the question, and what cannot be read is left out", () => {
  const search = questionSearch.parse({
    serial: "00123",
    severity: "2",
    channel: "pigeon",
    at: "yesterday",
    knownAt: "2026-03-20",
  });
  expect(askedOf(search)).toEqual({ serial: "00123", severity: 2, knownAt: "2026-03-20" });
});

test("the field shows the subject, and the caller's address beside it is not the subject", () => {
  expect(mainClue({ serial: "A1", email: "jo@example.com" })).toEqual({ name: "serial", value: "A1" });
  expect(mainClue({ email: "jo@example.com" })).toEqual({ name: "email", value: "jo@example.com" });
  expect(mainClue({ channel: "phone" })).toBeNull();
});

test("another clue keeps the conditions and the caller, and replaces the subject", () => {
  const before = { serial: "A1", email: "jo@example.com", channel: "phone", severity: 1 } as const;
  expect(askedOf(withClue(before, { name: "contractNumber", value: "C-1" }))).toEqual({
    contractNumber: "C-1",
    email: "jo@example.com",
    channel: "phone",
    severity: 1,
  });
});

test("a caller who was the subject does not stay when the subject changes", () => {
  expect(askedOf(withClue({ email: "jo@example.com" }, { name: "serial", value: "A1" }))).toEqual({ serial: "A1" });
});

test.each([
  ["jo@example.com", "email"],
  ["+44 20 7946 0000", "phone"],
  ["Northwind Traders", "account"],
  ["PHH-68634f", "serial"],
  ["PHH 68634 f", "serial"],
  ["00123", "serial"],
])("%s looks like %s", (text, name) => {
  expect(clueOf(text)).toEqual({ name, value: text });
});

test("a customer's question goes through the portal and names nobody beside what it is about", () => {
  const link = { serial: "A1", email: "jo@example.com", channel: "phone", severity: 1 } as const;
  expect(askedOf(inOwnWay(link))).toEqual({ serial: "A1", channel: "portal", severity: 1 });
  expect(askedOf(inOwnWay({ email: "jo@example.com" }))).toEqual({ email: "jo@example.com", channel: "portal" });
});
