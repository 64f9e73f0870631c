/** The rows of one sheet, sorted into made, changed, unchanged and refused; each row lands in exactly one of them. */

import { formatPlace, type First, type Firsts, type Place } from "./firsts.ts";

export type Verdict = "made" | "changed" | "unchanged";

/** What is said of a row: why it was refused, or what to look at though it was taken. */
export type Note = { readonly row: number; readonly column?: string; readonly code: string; readonly message: string };

/** What a row repeats: something else under the same key, or the very same, from this sheet or another. */
export type Repeat = "other content" | "of this sheet" | "of another sheet";

export class Sorting {
  readonly refused: Note[] = [];
  readonly remarked: Note[] = [];
  /** Rows taken, by verdict. */
  readonly taken: Record<Verdict, number> = { made: 0, changed: 0, unchanged: 0 };
  /** Sum of yearly value of the rows taken, in minor units by currency. */
  readonly yearlyValue = new Map<string, bigint>();
  readonly #sheet: Omit<Place, "row">;
  readonly #mapping: Readonly<Record<string, string>>;
  readonly #firsts: Firsts;

  constructor(sheet: Omit<Place, "row">, mapping: Readonly<Record<string, string>>, firsts: Firsts) {
    this.#sheet = sheet;
    this.#mapping = mapping;
    this.#firsts = firsts;
  }

  /** Whether the sheet has a column for this field. What it does not have, it does not change. */
  has(field: string): boolean {
    return field in this.#mapping;
  }

  /** `read` where the sheet has the field, else what is known already. */
  kept<T>(field: string, read: T | null, known: T | null | undefined): T | null {
    return this.has(field) ? read : (known ?? null);
  }

  refuse(row: number, field: string | undefined, code: string, message: string): void {
    this.refused.push(this.#note(row, field, code, message));
  }

  remark(row: number, field: string | undefined, code: string, message: string): void {
    this.remarked.push(this.#note(row, field, code, message));
  }

  take(verdict: Verdict): void {
    this.taken[verdict] += 1;
  }

  /** Adds to the yearly value; what an earlier sheet of this import added under the same key counts once in the total. */
  addValue(key: string, currency: string, minor: bigint): void {
    this.yearlyValue.set(currency, (this.yearlyValue.get(currency) ?? 0n) + minor);
    this.#firsts.addValue(key, currency, minor);
  }

  /** The row of this import that spoke of the same thing first, if one did. */
  first(key: string): First | undefined {
    return this.#firsts.first(key);
  }

  claim(key: string, first: First): void {
    this.#firsts.claim(key, first);
  }

  /** A row of this sheet as the first to speak of a thing. */
  firstAt(row: number, content: unknown): First {
    return { place: { ...this.#sheet, row }, content: textOf(content) };
  }

  /** Settles a row that speaks of what `first` spoke of: the same again changes nothing, anything else is refused (the first stands). */
  settleRepeat(first: First, row: number, field: string, shownKey: string, content: unknown): Repeat {
    const { place } = first;
    const where = formatPlace(place, this.#sheet);
    if (first.content !== textOf(content)) {
      this.refuse(
        row,
        field,
        "contradicts_earlier_row",
        `${shownKey} stands at ${where} with other content, and the first stands. Correct this row or remove it.`,
      );
      return "other content";
    }
    const isSameSheet = place.file === this.#sheet.file && place.sheet === this.#sheet.sheet;
    if (isSameSheet)
      this.remark(row, field, "repeated_row", `This row says the same as ${where}. Nothing is lost by removing it.`);
    this.take("unchanged");
    return isSameSheet ? "of this sheet" : "of another sheet";
  }

  /** Whether the row is a repeat, which is then settled; if not, it is now the first. */
  isRepeat(row: number, field: string, key: string, shownKey: string, content: unknown): boolean {
    const first = this.first(key);
    if (first === undefined) this.claim(key, this.firstAt(row, content));
    else this.settleRepeat(first, row, field, shownKey, content);
    return first !== undefined;
  }

  /** The row that was the first is refused after all. */
  release(key: string): void {
    this.#firsts.release(key);
  }

  #note(row: number, field: string | undefined, code: string, message: string): Note {
    const column = field === undefined ? undefined : this.#mapping[field];
    return { row, ...(column !== undefined && { column }), code, message };
  }
}

/** Content to compare: case tells nothing apart. */
function textOf(content: unknown): string {
  return JSON.stringify(content, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)).toLowerCase();
}
