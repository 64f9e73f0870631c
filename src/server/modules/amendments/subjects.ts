/** Subjects as changes name them, as core knows them: and on which line the contract covers them. */

import type { WireCovered, WireSubject } from "#api/amendments.ts";
import { accountOn } from "#core/amendments/header.ts";
import type { ContractFacts, CoveredSubject, Line } from "#core/amendments/index.ts";
import type { IsoDate, Subject } from "#core/coverage/coverage.ts";
import { subjectKey } from "#core/coverage/in-force.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Things } from "./known-things.ts";
import type { Refusals } from "./refusals.ts";

/** A contract's lines and what they cover, as far as the changes read so far have made them. */
export class Subjects {
  readonly #facts: ContractFacts;
  readonly #things: Things;
  readonly #refusals: Refusals;
  readonly #lines: Map<string, Line>;
  /** By the subject's key: the subject, and the lines that cover it or did. */
  readonly #covered = new Map<
    string,
    { readonly subject: Subject; readonly standing: Set<string>; readonly once: Set<string> }
  >();

  constructor(facts: ContractFacts, things: Things, refusals: Refusals) {
    this.#facts = facts;
    this.#things = things;
    this.#refusals = refusals;
    this.#lines = new Map(facts.lines.map((line) => [nameKey(line.number), line]));
    for (const { subject, lineId } of facts.coverage) this.#note(subject, lineId, "standing");
    for (const { subject, lineId } of facts.ended) this.#note(subject, lineId, "once");
  }

  /** Lets later changes of the same amendment speak of what this one covers. */
  covers(subject: Subject, lineId: string): void {
    this.#note(subject, lineId, "standing");
  }

  line(number: string): Line | undefined {
    return this.#lines.get(nameKey(number));
  }

  addLine(line: Line): void {
    this.#lines.set(nameKey(line.number), line);
  }

  /** One more than the highest number there is. */
  nextNumber(): string {
    const numbers = [...this.#lines.values()].map(({ number }) => Number(number)).filter(Number.isSafeInteger);
    return String(Math.max(0, ...numbers) + 1);
  }

  /** A thing to be covered from a day on. undefined where it is refused. */
  subject(named: WireSubject, from: IsoDate, pointer: string): Subject | undefined {
    const kind = this.#kindOf(named, pointer);
    const { coversParts = false, coversSubAccounts = false, productId, siteId } = named;
    const accountId = named.accountId ?? accountOn(this.#facts.header, from);
    switch (kind) {
      case undefined:
        return undefined;
      case "asset": {
        const assetId = this.#things.asset(named, pointer);
        if (assetId === undefined) return undefined;
        if (this.#things.isOwn(assetId)) return { kind, assetId, coversParts };
        const message = "This asset belongs to another customer. Correct it, or transfer the asset first.";
        return this.#refusals.refuse("other_account", pointer, message);
      }
      case "product":
        return this.#there("product", productId!, pointer) && { kind, productId: productId!, accountId, coversSubAccounts };
      case "site":
        return this.#there("site", siteId!, pointer) && { kind, siteId: siteId! };
      case "account":
        return this.#there("account", accountId, pointer) && { kind, accountId, coversSubAccounts };
    }
  }

  /** What the contract covers, or did, and on which line. undefined where it is refused. */
  covered(named: WireCovered, pointer: string): CoveredSubject | undefined {
    const kind = this.#kindOf(named, pointer);
    const known = kind && this.#known(kind, named, pointer);
    if (known === undefined) return undefined;
    const { subject, standing, once } = known;
    if (named.line !== undefined) {
      const line = this.line(named.line);
      if (line !== undefined) return { lineId: line.id, subject };
      return this.#refusals.refuse(
        "no_such_line",
        `${pointer}/line`,
        `The contract has no line ${named.line}. Name one that it has.`,
      );
    }
    const lines = standing.size > 0 ? standing : once;
    const [lineId] = lines;
    if (lines.size === 1) return { lineId: lineId!, subject };
    const numbers = this.#facts.lines.filter(({ id }) => lines.has(id)).map(({ number }) => number);
    return this.#refusals.refuse("several_lines", pointer, `Lines ${numbers.join(", ")} cover this. Say which line is meant.`);
  }

  /** The subject as the contract has it, in the words of `named`; with a line named it may be new to the contract. */
  #known(kind: Subject["kind"], named: WireCovered, pointer: string) {
    const asset = kind === "asset" ? this.#things.asset(named, pointer) : undefined;
    if (kind === "asset" && asset === undefined) return undefined;
    const found = asset === undefined ? this.#find(kind, named) : this.#covered.get(`asset ${asset}`);
    if (found !== undefined) return found;
    const none = { standing: new Set<string>(), once: new Set<string>() };
    const subject = named.line === undefined ? undefined : this.#made(kind, named, asset);
    if (subject !== undefined) return { subject, ...none };
    return this.#refusals.refuse(
      "not_covered",
      pointer,
      "The contract does not cover this, and never did. Correct it, or leave it out.",
    );
  }

  #made(kind: Subject["kind"], { productId, siteId, accountId }: WireCovered, assetId: string | undefined): Subject {
    const account = accountId ?? accountOn(this.#facts.header, this.#facts.header.startsOn);
    switch (kind) {
      case "asset":
        return { kind, assetId: assetId!, coversParts: false };
      case "product":
        return { kind, productId: productId!, accountId: account, coversSubAccounts: false };
      case "site":
        return { kind, siteId: siteId! };
      case "account":
        return { kind, accountId: account, coversSubAccounts: false };
    }
  }

  /** A product, site or account; where the account of a product is not said, the one that the contract last covered it at. */
  #find(kind: Subject["kind"], { productId, siteId, accountId }: WireCovered) {
    return [...this.#covered.values()].findLast(({ subject }) => {
      if (subject.kind !== kind) return false;
      if (subject.kind === "site") return subject.siteId === siteId;
      if (subject.kind === "product" && subject.productId !== productId) return false;
      return subject.kind !== "asset" && (accountId === undefined || subject.accountId === accountId);
    });
  }

  #kindOf(named: WireSubject | WireCovered, pointer: string): Subject["kind"] | undefined {
    const assets = [named.assetId, named.serial, named.assetTag].filter((one) => one !== undefined);
    const others = [named.productId, named.siteId].filter((one) => one !== undefined);
    if (assets.length + others.length > 1) return this.#refusals.refuse("two_subjects", pointer, "Name one thing, in one way.");
    if (assets.length === 1) return "asset";
    if (named.productId !== undefined) return "product";
    if (named.siteId !== undefined) return "site";
    if (named.accountId !== undefined) return "account";
    return this.#refusals.refuse(
      "no_subject",
      pointer,
      "Name an asset by its serial, tag or id, or a product, a site or an account.",
    );
  }

  #there(kind: "product" | "site" | "account", id: string, pointer: string): true | undefined {
    if (this.#things.isThere(kind, id) || (kind === "account" && this.#holds(id))) return true;
    return this.#refusals.refuse(`unknown_${kind}`, pointer, `There is no such ${kind}.`);
  }

  #holds(id: string): boolean {
    return this.#facts.header.accounts.some(({ accountId }) => accountId === id);
  }

  #note(subject: Subject, lineId: string, as: "standing" | "once"): void {
    const key = subjectKey(subject);
    const known = this.#covered.get(key) ?? { subject, standing: new Set(), once: new Set() };
    known[as].add(lineId);
    this.#covered.set(key, known);
  }
}
