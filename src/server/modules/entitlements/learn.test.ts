// What is known against a database made up here: records change at moments, and answers come in any order.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContractFact } from "#core/entitlement/facts.ts";
import type { AssetRecord } from "./extract.ts";
import { everything, Known } from "./known.ts";
import type { ChangesRow } from "./known-sql.ts";
import { hear } from "./learn.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

const ids = ["a", "b", "without"] as const;
type Id = (typeof ids)[number];
const change = fc.constantFrom<Id | typeof everything>(...ids, ...ids, everything);

/** A moment passes with what changed in it; a question is sent; one of the answers underway arrives; an old copy takes the database's place. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("pass" as const), changed: fc.array(change, { maxLength: 2 }) }) },
  { weight: 6, arbitrary: fc.constant({ kind: "send" as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("arrive" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ kind: "replace" as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Where transactions begin to be numbered: in the database, and in the old copy, in which what they did is another matter. */
const [inFirst, inCopy] = [1000, 100];

class Imagined {
  #first = inFirst;
  #changes: (readonly string[])[] = [];

  get now(): number {
    return this.#first + this.#changes.length;
  }

  pass(changed: readonly string[]): void {
    this.#changes.push(changed);
  }

  replace(): void {
    if (this.#first === inFirst) this.#changes = [];
    this.#first = inCopy;
  }

  snapshot(): string {
    return `${this.now}:${this.now}:`;
  }

  /** What the ledger holds of a contract by now. */
  granted(id: string): number {
    const times = this.#changes.filter((changed) => changed.includes(id) || changed.includes(everything)).length;
    return this.#first * 1000 + times;
  }

  /** What `hear` is told, at most one contract with it. */
  answer({ next }: Snapshot): ChangesRow {
    const changed = this.#changes.slice(Math.max(0, next - this.#first)).flat();
    const brought = ["a", "b"].filter((id) => changed.includes(id)).slice(0, 1);
    return {
      snapshot: this.snapshot(),
      changes: changed.length === 0 ? null : changed.join(" "),
      changedContracts:
        brought.length === 0
          ? null
          : JSON.stringify(brought.map((id) => [contract(id, this.granted(id)), lots(this.granted(id))])),
    };
  }
}

/** Every other change of a contract is one of its lots alone. */
const numberAt = (id: string, granted: number): string => `C-${id}-${Math.floor(granted / 2)}`;
const contract = (id: string, granted: number): string =>
  [id, numberAt(id, granted), "2026-01-01", "", "account", "UTC"].join("\u001f");
const assetUnder = (fact: ContractFact): AssetRecord => ({
  asset: {
    id: `asset under ${fact.id}`, accountId: "account", serial: fact.id, tag: null, productId: null, productName: null, productPath: [],
    version: null, siteId: null, siteName: null, environment: null, status: "in_use", ancestorIds: [],
  },
  account: { id: "account", reference: null, name: "Northgate", timeZone: "UTC", currency: "GBP", ancestorIds: [] },
  cover: { coverages: [], contracts: [fact], lots: [] },
}); // oxfmt-ignore

const lots = (granted: number): string =>
  JSON.stringify([["plan", "key", "lot", "period", "all", null, "2026-01-01", null, "2026-01-01", granted, 0, 0, 0, null]]);

function walk(steps: readonly Step[]): void {
  const database = new Imagined();
  const known = new Known();
  known.beginAt(readSnapshot(database.snapshot()), undefined);
  const underway: { readonly asked: Snapshot; readonly row: ChangesRow }[] = [];
  const truths = new Map<number, ReadonlyMap<Id, number>>();
  for (const one of steps) {
    if (one.kind === "pass") database.pass(one.changed);
    else if (one.kind === "replace") database.replace();
    else if (one.kind === "send") {
      const asked = known.asOf!;
      truths.set(database.now, new Map(ids.map((id) => [id, database.granted(id)])));
      underway.push({ asked, row: database.answer(asked) });
    } else if (underway.length > 0) {
      const [{ asked, row }] = underway.splice(one.which % underway.length, 1) as [(typeof underway)[number]];
      hear(known, asked, row);
    }
    const kept = ids.flatMap((id) => known.lots.get(id)?.map(({ lots: [lot] }) => [id, lot!.granted] as const) ?? []);
    const truth = truths.get(known.asOf!.next);
    expect(kept).toEqual(kept.map(([id]) => [id, truth!.get(id)]));
    const under = ids.flatMap((id) => known.assets.get(id)?.map(({ cover }) => [id, cover.contracts[0]!.number] as const) ?? []);
    expect(under).toEqual(under.map(([id]) => [id, numberAt(id, truth!.get(id)!)]));
    for (const id of ids) {
      const fact = known.contracts.get(id);
      if (fact !== undefined) known.assets.set(id, [assetUnder(fact)]);
    }
  }
}

test("ENT6: whatever arrives when, lots and assets that are known are those of the moment as of which they are", () => {
  fc.assert(fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), walk), { numRuns: 500 });
});

test("ENT6: contracts and their lots come with the news; one that is not brought is no longer known", () => {
  const database = new Imagined();
  const known = new Known();
  const begun = readSnapshot(database.snapshot());
  known.beginAt(begun, undefined);
  known.lots.set("without", []);
  database.pass(["a", "without"]);
  const moment = hear(known, begun, database.answer(begun));
  expect([known.asOf, known.isSoAt(moment), known.isSoAt(begun)]).toEqual([moment, true, false]);
  expect(known.lots.get("a")?.[0]?.lots[0]?.granted).toBe(database.granted("a"));
  expect(known.contracts.get("a")).toMatchObject({ number: numberAt("a", database.granted("a")), endsBefore: null });
  expect(known.lots.get("without")).toBeUndefined();
});

test("ENT6: where an old copy has taken the database's place, all is forgotten, and it goes on from there", () => {
  const database = new Imagined();
  const known = new Known();
  const begun = readSnapshot(database.snapshot());
  known.beginAt(begun, undefined);
  known.lots.set("a", []);
  database.replace();
  const moment = hear(known, begun, database.answer(begun));
  expect([known.lots.get("a"), known.isSoAt(moment), known.isSoAt(begun)]).toEqual([undefined, true, false]);
});
