/**
 * What many checks share, known by heart: exactly as it is in the database at one moment, and at no other.
 *
 * Every statement that brings something also brings its own moment, PostgreSQL's snapshot. Where that is another than the one
 * as of which we know, what has changed between the two is asked for (`fact_change`) and forgotten. So nothing is taken for
 * true that was not so at the moment of the answer, however many processes write: they are not asked, and nobody waits.
 */

import type { AccountFact, ContractFact } from "#core/entitlement/facts.ts";
import type { Ledgered } from "./lots-text.ts";
import type { CoverageText } from "./coverage-text.ts";
import { KeptAssets } from "./kept-assets.ts";
import type { Plans } from "./plan-terms.ts";
import { Recent } from "./recent.ts";
import { compareSnapshots, type Snapshot } from "./snapshot.ts";

/** An account by itself, and what covers it or a product at it. */
export type KnownAccount = {
  readonly account: AccountFact;
  readonly parentId: string | null;
  readonly coverages: readonly CoverageText[];
};
export type KnownSite = { readonly name: string; readonly coverages: readonly CoverageText[] };
export type KnownProduct = { readonly id: string; readonly name: string; readonly parentId: string | null };

/** Records of a kind, and coverages, that are held at most twice over: some ten thousand accounts with all that is theirs. */
const most = 40_000;

const withCoverages = ({ coverages }: { readonly coverages: readonly unknown[] }): number => 1 + coverages.length;

const lotsIn = (ledgered: readonly Ledgered[]): number => ledgered.reduce((sum, { lots }) => sum + lots.length, 1);

export class Known {
  readonly accounts = new Recent<KnownAccount>(most, withCoverages);
  readonly sites = new Recent<KnownSite>(most, withCoverages);
  readonly products = new Recent<KnownProduct>(most);
  readonly contracts = new Recent<ContractFact>(most);
  /** What the ledger holds of a contract's allowances, by the contract's id: as it is now, and day by day. */
  readonly lots = new Recent<readonly Ledgered[]>(most, lotsIn);
  readonly lotsByDay = new Recent<readonly Ledgered[]>(most, lotsIn);
  readonly assets = new KeptAssets();
  plans: Plans | undefined;
  /** Whether things went on changing when it was last asked: then it is better to ask at once what has. */
  isRestless = false;
  /** The moment as of which all this is known. */
  #asOf: Snapshot | undefined;
  /** When something was last seen to have changed: at any moment from here to `asOf` it was the same. */
  #since: Snapshot | undefined;

  /** Undefined before anything is known. */
  get asOf(): Snapshot | undefined {
    return this.#asOf;
  }

  /** Begins with a moment that was just seen where nothing is known yet, or where `before`, seen earlier, comes after it. */
  beginAt(moment: Snapshot, before: Snapshot | undefined): void {
    // Time ran backwards: another database, or an old copy of it, has taken the place of the one that we knew.
    const isAnother = before !== undefined && compareSnapshots(moment, before) < 0;
    if (this.#asOf !== undefined && !isAnother) return;
    this.#forgetAll();
    this.#asOf = this.#since = moment;
  }

  /**
   * Hears the answer to what has changed since `asked`, that we knew as of when the statement was sent: ids and keys of serials
   * parted by blanks, and the moment of the answer. Answers may come in another order than their moments. Of the contracts `same` nothing
   * has changed but what the ledger holds, so that what is made of their records stands.
   */
  hear(asked: Snapshot, moment: Snapshot, changes: string | null, same: readonly string[] = []): void {
    if (this.#asOf === undefined || compareSnapshots(asked, this.#asOf) > 0) return; // all was forgotten meanwhile
    if (compareSnapshots(moment, this.#asOf) <= 0) return; // has been heard, from an answer that overtook this one
    if (changes !== null) {
      this.#forget(changes.split(" "), same);
      this.#since = moment;
    }
    this.#asOf = moment;
  }

  /** Whether what is known is how it was at that moment. */
  isSoAt(moment: Snapshot): boolean {
    return this.#asOf !== undefined && compareSnapshots(moment, this.#asOf) <= 0 && compareSnapshots(moment, this.#since!) >= 0;
  }

  #forget(told: readonly string[], same: readonly string[]): void {
    if (told.includes(everything)) return this.#forgetAll();
    this.assets.forget(same.length === 0 ? told : told.filter((one) => !same.includes(one)));
    for (const id of told) for (const records of this.#all()) records.delete(id);
  }

  #forgetAll(): void {
    this.plans = undefined;
    this.assets.clear();
    for (const records of this.#all()) records.clear();
  }

  #all(): readonly Recent<never>[] {
    return [this.accounts, this.sites, this.products, this.contracts, this.lots, this.lotsByDay] as never[];
  }
}

/** Said in place of an id where many things have changed, or what all others rest on. */
export const everything = "*";
