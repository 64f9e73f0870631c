import { describe, expect, test } from "vitest";
import type { TicketStatus } from "#api/tickets.ts";
import { opened } from "./acts.ts";
import { redecided } from "./decided.ts";
import { type InHand, revised } from "./ticket.ts";

const at = (time: string) => Temporal.Instant.from(`2026-03-10T${time}:00Z`);
const actAt = (time: string) => ({ authorId: null, authorName: "Ines", at: at(time) });
const always = { timeZone: "UTC", weekly: { tue: [["00:00", "24:00"]] } } as const;
const promised = ["first_response", "resolution"].map((name) => ({
  target: { name, unit: "elapsed", amount: 240 } as const,
  calendar: always,
  calendarId: "always",
}));

/** A ticket opened at 10:00 with no promise, in a status since 11:00, made severity 1 at noon. */
function graver(status: TicketStatus): InHand {
  const drafted = {
    id: "ticket",
    subject: "The port is slow",
    accountId: null,
    contactId: null,
    assetId: null,
    productId: null,
    contractId: null,
    channel: "email",
    severity: 4,
    outcome: "not_entitled",
    chosenCoverageId: null,
    handling: "advise",
    held: null,
    overridden: false,
    decisionId: "first",
    openedBy: "ines",
  } as const;
  const { ticket, ...rest } = opened(drafted, [], { description: "", notice: null }, actAt("10:00"), newId());
  const before = { ...rest, ticket: { ...ticket, status, statusSince: at("11:00") } };
  const covered = { decisionId: "second", outcome: "entitled", handling: null } as const;
  const standing = { ...drafted, ...covered };
  const anew = { about: { ...drafted, severity: 1 }, changes: [], decisionId: "second", taken: true, notice: null } as const;
  return revised(redecided(before, { ...anew, standing, promised }, actAt("12:00"), newId()), at("12:00"));
}

function newId(): () => string {
  let made = 0;
  return () => `clock ${(made += 1)}`;
}

const heard = ({ clocks }: InHand) => clocks.map(({ events }) => events.map((event) => `${event.kind} ${event.at}`));

describe("a promise that another severity brings for the first time", () => {
  test("SLA4: counts from the opening, and stands while the ticket waits", () => {
    const waiting = graver("waiting_customer");
    expect(heard(waiting)).toEqual([
      ["started 2026-03-10T10:00:00Z"],
      ["started 2026-03-10T10:00:00Z", "paused 2026-03-10T11:00:00Z"],
    ]);
    expect(waiting.ticket.nextDueAt).toEqual(at("14:00"));
  });

  test("SLA4: is not owed once the ticket is done", () => {
    const solved = graver("solved");
    expect([heard(solved), solved.ticket.nextDueAt, solved.ticket.outcome]).toEqual([[], null, "entitled"]);
  });
});
