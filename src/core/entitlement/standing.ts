/** Where a coverage stands towards an inquiry: how near it is (ENT3) and everything that stands in its way. */

import type { Coverage, IsoDate } from "../coverage/coverage.ts";
import type { Shortage, Supply } from "./allowance.ts";
import type { ContractFact, Tier } from "./facts.ts";
import type { Plan } from "./terms.ts";

/** One thing that rules a coverage out. */
export type Obstacle =
  /** COV11: it covers a parent asset, or a parent account, and its line does not reach down. */
  | { readonly kind: "parts" }
  | { readonly kind: "sub_accounts" }
  /** COV12: it covers what the account has, and the serial asked about is not on record as the account's. */
  | { readonly kind: "unregistered"; readonly value: string }
  /** ENT1: it covers one site or product, and the question names neither asset nor product. */
  | { readonly kind: "which_asset" }
  /** ENT2: the question names another contract. */
  | { readonly kind: "other_contract"; readonly named: string }
  /** COV1, COV3 */
  | { readonly kind: "not_started" }
  | { readonly kind: "ended" }
  /** COV2 */
  | { readonly kind: "service"; readonly asked: string }
  | TermObstacle;

/** What a plan's own terms rule out (ENT5, ALW3). */
export type TermObstacle =
  | { readonly kind: "channel" }
  | { readonly kind: "severity" }
  | { readonly kind: "product" }
  | { readonly kind: "contact"; readonly because: "nobody" | "unknown" | "unnamed" | "too_many" }
  | { readonly kind: "allowance"; readonly shortage: Shortage };

export type Standing = {
  readonly coverage: Coverage;
  readonly contract: ContractFact | null;
  readonly plan: Plan;
  readonly tier: Tier;
  /** Steps in the tree of products or assets, then in the tree of accounts: fewer are nearer. */
  readonly steps: readonly [number, number];
  /** The day asked about, by the coverage's own midnights (COV4). */
  readonly today: IsoDate;
  /** The allowances of its plan; none where it is not in force. */
  readonly supplies: readonly Supply[];
  /** In the order of work; empty when nothing rules it out. */
  readonly obstacles: readonly Obstacle[];
};
