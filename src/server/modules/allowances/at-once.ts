/**
 * New uses that draw in one statement, without a transaction around it: on the lots as they were just read. It is so that checks which
 * hold cost little more than such as are only kept. Whatever is out of the ordinary is left to {@link happen}.
 */

import { sql, type Kysely, type RawBuilder } from "kysely";
import { type Allowance, dayFor, type LotBalance, type TicketAllowance, ticketEntries } from "#core/allowances/index.ts";
import type { LotsFact } from "#core/entitlement/facts.ts";
import type { Context } from "#platform/context.ts";
import { jsonOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";
import { alertsOf, type Book, changedLots, onlyHolds, openBook, withWritten } from "./book.ts";
import { holdMinutes } from "./happen.ts";
import type { JustDrawn } from "./just-drawn.ts";
import { allowanceUnder, idOf, isOfTickets, type Use } from "./use.ts";

type Tables = Kysely<Pick<DB, "allowance" | "allowance_lot" | "allowance_entry" | "allowance_hold">>;

/** What PostgreSQL says where the lots are no longer what they were: the statement divides by nothing, and all of it is undone. */
const DIVISION_BY_ZERO = "22012";

/** What checks hold, gathered one after the other and written as one. */
export class HoldsAtOnce {
  readonly #justDrawn: JustDrawn;
  readonly #books = new Map<string, Book>();
  readonly #entries: object[] = [];
  readonly #holds: object[] = [];

  constructor(justDrawn: JustDrawn) {
    this.#justDrawn = justDrawn;
  }

  /** What the ledger holds, as it was read at that turn, with what has been drawn since; the same object where that is nothing. */
  standing(known: readonly LotsFact[], turn: number): readonly LotsFact[] {
    const drawn = known.map((fact) => this.#books.get(idOf(fact))?.lots ?? this.#justDrawn.since(turn, idOf(fact)));
    if (drawn.every((lots) => lots === undefined)) return known;
    return known.map((fact, place) => ({ ...fact, lots: drawn[place] ?? fact.lots }));
  }

  /**
   * Takes what a check asks for, of the lots as they are {@link standing}. Gives back until when it is held. null where nothing was
   * taken: there is too little, or more is to be written than what is held, such as the turn of a period or an alert.
   */
  take({ actor, now }: Context, use: Use, at: Temporal.Instant, standing: readonly LotsFact[]): Temporal.Instant | null {
    permit(actor, "allowances.draw");
    const books = booksWith(use, at, standing);
    if (books === null) return null;
    const until = now.add({ minutes: holdMinutes });
    for (const book of books) {
      const { id: allowanceId } = book.allowance;
      const given = this.#books.get(allowanceId)?.given ?? book.given;
      this.#books.set(allowanceId, { ...book, given });
      for (const entry of book.entries)
        this.#entries.push({ ...entry, allowanceId, recordedAt: now, actorId: actor.id, actorName: actor.name });
      this.#holds.push({ useId: use.id, allowanceId, until });
    }
    return until;
  }

  /** Writes all that was taken, together with what `beside` writes: all of it, or nothing where the lots are others by now. */
  async write(db: Tables, beside: RawBuilder<unknown>): Promise<boolean> {
    try {
      await write(db, [...this.#books.values()], this.#entries, this.#holds, beside);
      this.#justDrawn.note(this.#books.values());
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === DIVISION_BY_ZERO) return false;
      throw error;
    }
  }
}

/** The books with what is to be written, where that is a draw on lots that there are and no more. */
function booksWith(use: Use, at: Temporal.Instant, standing: readonly LotsFact[]): Book[] | null {
  const { cover } = use;
  if (cover === null) return null;
  const lots = new Map(standing.map((one) => [idOf(one), one.lots]));
  const wanted = cover.terms.allowances.map((term) => allowanceUnder(cover, term)).filter(isOfTickets);
  const books = wanted.map((allowance) => bookWith(allowance, lots.get(allowance.id) ?? [], use, at));
  return books.every((book) => book !== null) ? books : null;
}

function bookWith(
  allowance: Allowance<TicketAllowance>,
  lots: readonly LotBalance[],
  use: Use,
  at: Temporal.Instant,
): Book | null {
  const on = dayFor(allowance, at.toString());
  const asked = { ...use.request, id: use.id, taken: [] };
  const written = ticketEntries(allowance, lots, asked, { kind: "asked", event: "asked", on });
  const book = withWritten(openBook(allowance, lots), written);
  // Before anything is refused, or counted beyond, what checks held and did not come back for has to be released.
  const isEnough = written.short === 0 && written.over === 0;
  return isEnough && onlyHolds(book) && alertsOf(book, on).length === 0 ? book : null;
}

/**
 * First the allowances are held, as by all who write to their ledgers; then only lots that are as they were read are changed. An
 * allowance that another holds is not waited for: its lots will be others, and those who draw on the rest would wait as well.
 */
async function write(
  db: Tables,
  books: readonly Book[],
  entries: readonly object[],
  holds: readonly object[],
  beside: RawBuilder<unknown>,
): Promise<void> {
  const lots = books.flatMap((book) => {
    const given = new Map(book.given.map((lot) => [lot.id, lot]));
    const { id: allowanceId } = book.allowance;
    return changedLots(book).map((lot) => ({ ...lot, allowanceId, hadHeld: given.get(lot.id)!.held }));
  });
  const ids = books.map(({ allowance }) => allowance.id);
  await sql`
    with locked as materialized (select id from allowance where id = any((select ${ids}::text[])::text[]) order by id
      for update skip locked),
    changed as (
      update allowance_lot lot set held = now.held
      from locked join json_to_recordset(${jsonOf(lots)}::json) as now(id text, "allowanceId" text, granted bigint, expired bigint,
        consumed bigint, held bigint, "hadHeld" bigint) on now."allowanceId" = locked.id
      where lot.id = now.id and lot.granted = now.granted and lot.expired = now.expired and lot.consumed = now.consumed
        and lot.held = now."hadHeld"
      returning lot.id),
    entries as (
      insert into allowance_entry (allowance_id, lot_id, kind, quantity, on_day, use_id, event, recorded_at, actor_id, actor_name)
      select "allowanceId", "lotId", kind, quantity, "on", "useId", event, "recordedAt", "actorId", "actorName"
      from json_to_recordset(${jsonOf(entries)}::json) as r("allowanceId" text, "lotId" text, kind text, quantity bigint, "on" date,
        "useId" uuid, event text, "recordedAt" timestamptz, "actorId" text, "actorName" text)),
    holds as (
      insert into allowance_hold (use_id, allowance_id, until) select "useId", "allowanceId", until
      from json_to_recordset(${jsonOf(holds)}::json) as r("useId" uuid, "allowanceId" text, until timestamptz)),
    beside as (${beside})
    select 1 / (case when (select count(*) from changed) = ${lots.length}::bigint then 1 else 0 end)`.execute(db);
}
