/** What a sheet of contract lines is planned against. */

import type { SiteRecord } from "#modules/accounts/accounts.ts";
import type { AssetRecord } from "#modules/assets/assets.ts";
import type { AmendedHere, BelievedCoverage, ContractRecord, LineRecord } from "#modules/contracts/contracts.ts";
import type { ProductRecord } from "#modules/products/products.ts";
import type { ReadRow } from "../kinds/kind.ts";
import type { contractLines } from "../kinds/kinds.ts";
import type { Place } from "./firsts.ts";

export type LineRow = ReadRow<(typeof contractLines)["fields"]>;

export type KnownLines = {
  /** By the key of their number. */
  readonly contracts: ReadonlyMap<string, ContractRecord>;
  readonly parents: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, SiteRecord>;
  readonly products: readonly ProductRecord[];
  /** "account product" for each product that an account has assets of. */
  readonly held: ReadonlySet<string>;
  readonly assets: readonly AssetRecord[];
  /** Known serials near to one that is unknown. */
  readonly near: ReadonlyMap<string, readonly string[]>;
  readonly lines: readonly LineRecord[];
  /** All that contracts are believed to cover of the subjects in question, and all that the contracts in question cover. */
  readonly coverage: readonly BelievedCoverage[];
  /** What of those contracts people changed here. */
  readonly amended: AmendedHere;
  /** Where a contract was refused in this import. */
  readonly refusedContract: (numberKey: string) => Place | undefined;
};
