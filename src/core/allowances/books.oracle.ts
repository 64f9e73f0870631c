/**
 * The books of one allowance, kept in memory for tests as a database would: entries only added, a balance stored for each lot.
 */

import type { Outcome } from "../outcome.ts";
import {
  type Allowance,
  type Bucket,
  type Cause,
  type Entry,
  foldUses,
  type HandWritten,
  isPosted,
  type LotBalance,
  type MinuteAllowance,
  type Request,
  type TicketAllowance,
  type TicketHappening,
  ticketEntries,
  type TicketWritten,
  type Work,
  type WorkAllowance,
  workEntries,
  type WorkWritten,
} from "./index.ts";
import { withEntries } from "./lot.ts";

export type Books = { readonly ledger: readonly Entry[]; readonly stored: readonly LotBalance[] };

export const noBooks: Books = { ledger: [], stored: [] };

export const anyone = { channels: "any", products: "any", severities: "any" } as const;

export function bucket(changes: Partial<Bucket> = {}): Bucket {
  return { key: "all", amount: 10, per: "contract_year", ...anyone, limits: [], carryOver: "none", ...changes };
}

const frame = { id: "SC-1", anchorOn: "2026-01-01", startsOn: "2026-01-01", endsBefore: "2028-01-01", timeZone: "Europe/London" };

export function ofTickets(changes: Partial<TicketAllowance> = {}, days: Partial<typeof frame> = {}): Allowance<TicketAllowance> {
  const terms: TicketAllowance = {
    unit: "tickets",
    buckets: [bucket()],
    outOfHoursPercent: 100,
    drawnAt: "opening",
    beyond: "refuse",
    ...changes,
  };
  return { ...frame, ...days, terms };
}

export function ofMinutes(changes: Partial<MinuteAllowance> = {}): Allowance<MinuteAllowance> {
  const terms: MinuteAllowance = {
    unit: "minutes",
    buckets: [bucket({ amount: 120 })],
    outOfHoursPercent: 200,
    workKinds: "any",
    leastMinutes: 1,
    stepMinutes: 1,
    beyond: "count",
    ...changes,
  };
  return { ...frame, terms };
}

export const byWeb: Request = { channel: "portal", severity: 2, productPath: [] };

/** Whatever happens, the lots that core says there are must be what the entries make of those there were. */
function add(books: Books, { entries, lots }: Pick<TicketWritten, "entries" | "lots">): Books {
  if (isPosted(books.ledger, entries)) return books;
  const stored = withEntries(new Map(books.stored.map((lot) => [lot.id, lot])), lots, entries);
  return { ledger: [...books.ledger, ...entries], stored: [...stored.values()].map((lot) => ({ ...lot, ...daysOf(lots, lot) })) };
}

function daysOf(lots: readonly LotBalance[], { id }: LotBalance) {
  const { startsOn, endsBefore } = lots.find((lot) => lot.id === id)!;
  return { startsOn, endsBefore };
}

export type Told = { readonly books: Books; readonly written: TicketWritten };

/** Something happens to a ticket. */
export function happen(
  books: Books,
  allowance: Allowance<TicketAllowance>,
  id: string,
  happening: TicketHappening,
  ticket: Partial<Request & { readonly isOutOfHours: boolean }> = {},
): Told {
  const taken = foldUses(books.ledger).get(id) ?? [];
  const written = ticketEntries(allowance, books.stored, { ...byWeb, isOutOfHours: false, ...ticket, id, taken }, happening);
  return { books: add(books, written), written };
}

/** The work that stands is this, and the ledger is told. */
export function book(
  books: Books,
  allowance: Allowance<WorkAllowance>,
  works: readonly Work[],
  cause: Cause,
): { readonly books: Books; readonly written: WorkWritten } {
  const written = workEntries(allowance, books.stored, foldUses(books.ledger), works, cause);
  return { books: add(books, written), written };
}

/** Something is added or taken by hand. */
export function byHand(books: Books, outcome: Outcome<HandWritten>): Books {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const { entry, lot } = outcome.value;
  return { ledger: [...books.ledger, entry], stored: [...books.stored.filter(({ id }) => id !== lot.id), lot] };
}

/** Entries as they are read aloud: "hold 1 of all/2026-01-01/period". */
export function said(entries: readonly Entry[]): string[] {
  return entries.map(({ kind, quantity, lotId, useId }) => `${useId ?? "-"}: ${kind} ${quantity} ${lotId.replace("SC-1/", "")}`);
}
