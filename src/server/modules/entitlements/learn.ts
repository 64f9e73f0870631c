/** Learns what is missing: brings records by their ids and keeps them with what is known. */

import { CompiledQuery } from "kysely";
import { flat } from "#core/flat.ts";
import type { ContractFact } from "#core/entitlement/facts.ts";
import type { Db } from "#platform/db/database.ts";
import { contractOf } from "./extract.ts";
import type { Known } from "./known.ts";
import { changesStatement, learnStatement, type ChangesRow, type LearnedRow } from "./known-sql.ts";
import { readLots } from "./lots-text.ts";
import { read, readRecord, readRecords } from "./parted-text.ts";
import { plansOf, type PlanRows } from "./plan-terms.ts";
import { isSameJson } from "./same-json.ts";
import { compareSnapshots, readSnapshot, type Snapshot } from "./snapshot.ts";

/** What was looked for and is not known. Each method notes one thing, and gives undefined in its place. */
export class Missing {
  readonly #ids = {
    accounts: new Set<string>(),
    sites: new Set<string>(),
    products: new Set<string>(),
    contracts: new Set<string>(),
    lots: new Set<string>(),
    lotsByDay: new Set<string>(),
  };
  #plans = false;
  #isNothing = true;

  account(id: string): undefined {
    return this.#note(this.#ids.accounts, id);
  }

  site(id: string): undefined {
    return this.#note(this.#ids.sites, id);
  }

  product(id: string): undefined {
    return this.#note(this.#ids.products, id);
  }

  contract(id: string): undefined {
    return this.#note(this.#ids.contracts, id);
  }

  /** What the ledger holds of a contract's allowances. */
  lotsOf(contractId: string, byDay: boolean): undefined {
    return this.#note(byDay ? this.#ids.lotsByDay : this.#ids.lots, contractId);
  }

  allPlans(): undefined {
    this.#plans = true;
    this.#isNothing = false;
  }

  get isNothing(): boolean {
    return this.#isNothing;
  }

  /** The parameters of `learnStatement` but for the last. */
  get asked(): readonly unknown[] {
    const { accounts, sites, products, contracts, lots, lotsByDay } = this.#ids;
    return [...[accounts, sites, products, contracts, lots, lotsByDay].map((ids) => [...ids]), this.#plans];
  }

  #note(ids: Set<string>, id: string): undefined {
    ids.add(id);
    this.#isNothing = false;
  }
}

/**
 * Comes to know what has changed up to a moment that a statement was just answered at, sent when we knew as of `before`. Mostly
 * nothing has ended since, and nothing needs to be asked.
 */
export async function catchUp(db: Db, known: Known, moment: Snapshot, before: Snapshot | undefined): Promise<void> {
  known.beginAt(moment, before);
  const asked = known.asOf!;
  known.isRestless = compareSnapshots(moment, asked) > 0;
  if (!known.isRestless) return;
  const { rows } = await db.executeQuery<ChangesRow>(CompiledQuery.raw(changesStatement, [asked.text]));
  hear(known, asked, rows[0]!);
}

/** Hears what a statement brought of what has changed since `asked`, and gives back its moment. */
export function hear(known: Known, asked: Snapshot, { snapshot, changes, changedContracts }: ChangesRow): Snapshot {
  const moment = snapshot === asked.text ? asked : readSnapshot(snapshot);
  known.beginAt(moment, asked);
  const brought = changedContracts === null ? [] : (JSON.parse(changedContracts) as [own: string, lots: string | null][]);
  const contracts = brought.map(([own]) => asItWas(readContract(own), known));
  const same = contracts.filter((contract) => known.contracts.get(contract.id) === contract).map(({ id }) => id);
  known.hear(asked, moment, changes, same);
  if (known.isSoAt(moment))
    for (const [place, contract] of contracts.entries()) {
      known.contracts.set(contract.id, contract);
      known.lots.set(contract.id, readLots(contract.id, brought[place]![1]));
    }
  return moment;
}

/** The contract as it is known, where it is the same: mostly only its lots have changed. */
function asItWas(contract: ContractFact, known: Known): ContractFact {
  const before = known.contracts.get(contract.id);
  return before !== undefined && isSameJson(before, contract) ? before : contract;
}

/** One statement for all that is missing. What something changed under meanwhile is not kept. */
export async function learn(db: Db, known: Known, missing: Missing): Promise<void> {
  const asked = known.asOf!;
  const { rows } = await db.executeQuery<LearnedRow>(CompiledQuery.raw(learnStatement, [...missing.asked, asked.text]));
  const { snapshot, changes } = rows.find((row) => row.kind === null)!;
  const moment = readSnapshot(snapshot!);
  known.hear(asked, moment, changes);
  if (known.isSoAt(moment)) for (const row of rows) keep(known, row);
}

function keep(known: Known, { kind, own, coverages }: LearnedRow): void {
  if (kind === null) return;
  if (kind === "plans") {
    known.plans = plansOf(JSON.parse(own!) as PlanRows, "");
    return;
  }
  const values = readRecord(own!).map(flat);
  const id = values[0]!;
  switch (kind) {
    case "account": {
      const [, name, timeZone, currency, reference, parentId] = values as [string, string, string, string, string, string];
      const account = { id, reference: read(reference), name, timeZone, currency, ancestorIds: [] };
      known.accounts.set(id, { account, parentId: read(parentId), coverages: readRecords(coverages) });
      return;
    }
    case "site":
      known.sites.set(id, { name: values[1]!, coverages: readRecords(coverages) });
      return;
    case "product":
      known.products.set(id, { id, name: values[1]!, parentId: read(values[2]) });
      return;
    case "contract":
      known.contracts.set(id, contractOf(values));
      return;
    case "lots":
    case "lotsByDay":
      known[kind].set(id, readLots(id, coverages));
  }
}

function readContract(own: string): ContractFact {
  return contractOf(readRecord(own).map(flat));
}
