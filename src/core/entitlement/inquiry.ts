import type { AccountFact, AssetFact, ClueFact, ContactFact, ContractFact, Question } from "./facts.ts";

/** A question whose clues have been followed. */
export type Inquiry = {
  readonly question: Question;
  readonly account: AccountFact | null;
  readonly asset: AssetFact | null;
  /** The serial or tag that leads to no asset, when the question names no other asset. */
  readonly unregistered: ClueFact | null;
  /** Whether the question names a caller by e-mail or telephone at all. */
  readonly callerGiven: boolean;
  /** Who the caller may be: nobody known, one, or several who share a number. */
  readonly callers: readonly ContactFact[];
  /** The one contract that the question names. */
  readonly contract: ContractFact | null;
  /** The product asked about, then its ancestors; from the question where it is the more exact, else from the asset. */
  readonly productPath: readonly string[];
  /** Whether it draws at once, as it stands. */
  readonly draws: boolean;
};

/** A clue that leads to accounts. */
export type Lead = { readonly clue: ClueFact; readonly accountIds: readonly string[] };
