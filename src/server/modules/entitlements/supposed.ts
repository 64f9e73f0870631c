/** A contract as it would stand after an amendment, put into the facts of a decision in place of what is recorded of it. */

import type { ContractFacts, CoverageFact } from "#core/amendments/index.ts";
import { coveredDays } from "#core/amendments/index.ts";
import type { Coverage, Subject } from "#core/coverage/coverage.ts";
import { endsBeforeOf } from "#core/coverage/days.ts";
import { localDays } from "#core/coverage/in-force.ts";
import { earlierEnd } from "#core/coverage/overlaps.ts";
import type { ContractFact, Facts } from "#core/entitlement/facts.ts";
import type { Db } from "#platform/db/database.ts";
import type { Basis } from "./answer.ts";
import { loadPlans, planOn, type Plans } from "./plan-terms.ts";

export class Supposed {
  readonly #contract: ContractFact;
  readonly #plans: Plans;
  readonly #ofAssets: ReadonlyMap<string, readonly Coverage[]>;
  /** What covers sites, accounts and products: few, however many assets there are. */
  readonly #ofOthers: readonly Coverage[];

  private constructor({ number, facts }: { number: string; facts: ContractFacts }, plans: Plans) {
    const { header, lines, coverage } = facts;
    this.#plans = plans;
    this.#contract = {
      id: header.contractId,
      number,
      startsOn: header.startsOn,
      endsBefore:
        header.cancelledOn === null ? header.endsBefore : earlierEnd(header.endsBefore, endsBeforeOf(header.cancelledOn)),
      accountId: header.accounts[0]!.accountId,
      timeZone: header.timeZone,
    };
    const byId = new Map(lines.map((line) => [line.id, line]));
    const covers = coveredDays(coverage).map((fact) => coverageOf(fact, this.#contract, byId.get(fact.lineId)!));
    const byAsset = Map.groupBy(covers, ({ subject }) => assetOf(subject));
    this.#ofOthers = byAsset.get("") ?? [];
    this.#ofAssets = byAsset;
  }

  static async of(db: Db, supposition: { readonly number: string; readonly facts: ContractFacts }): Promise<Supposed> {
    return new Supposed(supposition, await loadPlans(db, ""));
  }

  /** The basis with the contract as it is supposed to stand. */
  in(basis: Basis): Basis {
    const { facts } = basis;
    const { id } = this.#contract;
    const assetIds = facts.assets.flatMap((asset) => [asset.id, ...asset.ancestorIds]);
    const own = [...new Set(assetIds)].flatMap((assetId) => this.#ofAssets.get(assetId) ?? []);
    const coverages = [
      ...facts.coverages.filter(({ source }) => source.kind !== "contract" || source.contractId !== id),
      ...own,
      ...this.#ofOthers,
    ];
    return {
      ...basis,
      facts: {
        ...facts,
        coverages,
        contracts: [...facts.contracts.filter((one) => one.id !== id), this.#contract],
        plans: this.#plansOf(coverages, facts),
      },
    };
  }

  #plansOf(coverages: readonly Coverage[], { plans, at }: Facts): Facts["plans"] {
    const known = new Set(plans.map((plan) => plan.id));
    const missing = new Set(coverages.map(({ planId }) => planId)).difference(known);
    const today = localDays(at)(this.#contract.timeZone);
    return [...plans, ...Array.from(missing, (planId) => planOn(this.#plans, planId, today))];
  }
}

function assetOf(subject: Subject): string {
  return subject.kind === "asset" ? subject.assetId : "";
}

function coverageOf(fact: CoverageFact, contract: ContractFact, line: ContractFacts["lines"][number]): Coverage {
  const { id, subject, planId, startsOn, endsBefore, endReason } = fact;
  return {
    id,
    source: { kind: "contract", contractId: contract.id, contractNumber: contract.number, lineNumber: line.number },
    subject,
    service: line.service,
    planId,
    startsOn,
    endsBefore,
    endReason,
    timeZone: contract.timeZone,
  };
}
