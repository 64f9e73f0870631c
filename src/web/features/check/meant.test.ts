import { expect, test } from "vitest";
import type { SearchHit } from "#api/search.ts";
import { meant, ticketNamed, unambiguous } from "./meant.ts";

const asset = (serial: string): SearchHit => ({
  kind: "asset",
  id: serial,
  title: serial,
  detail: "",
  clue: { name: "serial", value: serial },
});
const account = (name: string): SearchHit => ({
  kind: "account",
  id: name,
  title: name,
  detail: "",
  clue: { name: "account", value: name },
});

test("a serial typed its own way among others is the one that it names", () => {
  expect(unambiguous("phh 68634f", [asset("PHH-68634F"), asset("PHH-68634FX")])).toEqual({ name: "serial", value: "PHH-68634F" });
});

test("the only hit is meant, several are not", () => {
  expect(unambiguous("phh", [asset("PHH-68634F")])).toEqual({ name: "serial", value: "PHH-68634F" });
  expect(unambiguous("phh", [asset("PHH-1"), asset("PHH-2")])).toBeNull();
  expect(unambiguous("T-10001", [{ kind: "ticket", id: "t", title: "T-10001", detail: "", clue: null }])).toBeNull();
});

test("COV12: Enter asks an unknown number as it stands, though near ones are known", () => {
  expect(meant("PHH-6863", [asset("PHH-68634F"), asset("PHH-68635F")])).toEqual({ name: "serial", value: "PHH-6863" });
});

test("COV12: a known serial that is only like the typed one is not what is meant, though it is the only hit", () => {
  const alike: SearchHit = { ...asset("PHH-68634F"), alike: true };
  expect(unambiguous("PHH-68643F", [alike])).toBeNull();
  expect(meant("PHH-68643F", [alike])).toEqual({ name: "serial", value: "PHH-68643F" });
});

test("Enter opens the ticket that is named or alone, and no other", () => {
  const ticket: SearchHit = { kind: "ticket", id: "t", title: "T-10001", detail: "", clue: null };
  expect(ticketNamed("t10001", [asset("T-100017"), ticket])).toBe(ticket);
  expect(ticketNamed("10001", [ticket])).toBe(ticket);
  expect(ticketNamed("10001", [ticket, asset("10001-A")])).toBeUndefined();
  expect(ticketNamed("PHH-1", [asset("PHH-1")])).toBeUndefined();
});

test("COV12: Enter on letters that only serials begin with assumes none of them", () => {
  expect(meant("ph", [asset("PHH-1"), asset("PHH-2")])).toEqual({ name: "serial", value: "ph" });
});

test("Enter on part of a name asks about the best hit", () => {
  expect(meant("north", [account("Northwind"), account("Northgate")])).toEqual({ name: "account", value: "Northwind" });
});
