import type { LotBalance } from "#core/allowances/index.ts";
import type { Book } from "./book.ts";

/** Lots that are remembered; of what is forgotten a draw finds that it is not as it was read, and is left to `happen`. */
const most = 1000;

/** What was left of allowances by what was just written: for those who had read the ledger before. */
export class JustDrawn {
  #turn = 0;
  readonly #lots = new Map<string, { readonly turn: number; readonly lots: readonly LotBalance[] }>();

  /** Whoever reads the ledger from now on reads all that was written up to this turn. */
  get turn(): number {
    return this.#turn;
  }

  /** The lots of an allowance as they were left after that turn; undefined where nothing was drawn since. */
  since(turn: number, allowanceId: string): readonly LotBalance[] | undefined {
    const left = this.#lots.get(allowanceId);
    return left !== undefined && left.turn > turn ? left.lots : undefined;
  }

  note(books: Iterable<Book>): void {
    this.#turn += 1;
    for (const { allowance, lots } of books) {
      this.#lots.delete(allowance.id); // so that the last noted stands last
      this.#lots.set(allowance.id, { turn: this.#turn, lots });
    }
    for (const id of this.#lots.keys()) {
      if (this.#lots.size <= most) break;
      this.#lots.delete(id);
    }
  }
}
