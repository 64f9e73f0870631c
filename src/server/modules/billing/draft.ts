/** From what is unbilled to documents, before they are posted: a contract's charges on one, its credits on another, for each account. */

import type { DocumentKind } from "#api/billing.ts";
import { billedDays, billedSubject, type ContractFacts, type CoverageFact } from "#core/amendments/index.ts";
import { type NewCredit, type NewLine, remainingNet, taxOf, taxTaken, unbilled } from "#core/billing/index.ts";
import type { IsoDate, Subject } from "#core/coverage/coverage.ts";
import { accept, type Outcome, refuse } from "#core/outcome.ts";
import type { BeyondOnDay } from "#modules/allowances/allowances.ts";
import { type BeyondLine, beyondLines, isBeyond, lineOf, type OwnWords, unbilledLines } from "./beyond.ts";
import type { PostedCharge } from "./issued.ts";

export type DraftLine = Omit<NewLine, "kind" | "withheldMinor"> & {
  readonly kind: "charge" | "credit" | "goodwill";
  readonly withheldMinor: bigint;
  /** What a credit takes from; null for a charge. */
  readonly charge: PostedCharge | null;
  /** Who is covered; null for a credit, which is about what its charge is about. */
  readonly covered: Subject | null;
  /** The contract line's number and service, null as well for a credit. */
  readonly lineNumber: string | null;
  readonly service: string | null;
  /** What is told of a charge for nothing that is covered; else null. */
  readonly words: OwnWords | null;
  readonly taxBp: number;
  readonly taxMinor: bigint;
};

/** A document to be posted: it has lines, all of one contract and account, and all charges or none. */
export type Draft = {
  readonly kind: DocumentKind;
  readonly contractId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly lines: readonly DraftLine[];
};

/** What a contract's bill follows from: what stands, what was used beyond, what was charged, and the rate of tax of each of its lines. */
export type Billed = {
  readonly facts: ContractFacts;
  readonly issued: readonly PostedCharge[];
  /** What was used beyond its allowances. */
  readonly beyond: readonly BeyondOnDay[];
  readonly taxBpOf: (lineId: string) => number;
};

/**
 * The documents that leave invoiced what is due through a day, that day included; none where it already is. Accounts in the order in
 * which the contract was theirs, an account's credit note before its invoice, lines in the order of the contract's. Refused as core's `unbilled` is, and `bad_terms` where
 * the terms make no periods.
 */
export function draftsOf(billed: Billed, through: IsoDate): Outcome<Draft[]> {
  const { header } = billed.facts;
  const lines = linesOf(billed, through);
  if (!lines.ok) return lines;
  const byAccount = Map.groupBy(inOrder(billed.facts, lines.value), ({ accountId }) => accountId);
  const order = header.accounts.map(({ accountId }) => accountId);
  const accounts = [...new Set([...order, ...byAccount.keys()])].filter((accountId) => byAccount.has(accountId));
  return accept(
    accounts.flatMap((accountId) =>
      (["credit_note", "invoice"] as const).flatMap((kind) => {
        const own = byAccount.get(accountId)!.filter(({ line }) => (line.kind === "charge") === (kind === "invoice"));
        const { contractId, currency } = header;
        return own.length === 0 ? [] : [{ kind, contractId, accountId, currency, lines: own.map(({ line }) => line) }];
      }),
    ),
  );
}

/** By the contract's lines in their order, as people know them. */
function inOrder({ lines }: ContractFacts, drafted: readonly OfAccount[]): OfAccount[] {
  if (lines.length < 2) return [...drafted];
  const rank = new Map(lines.map(({ id }, index) => [id, index]));
  const rankOf = ({ line }: OfAccount) => rank.get(line.lineId) ?? lines.length;
  return drafted.toSorted((a, b) => rankOf(a) - rankOf(b));
}

type OfAccount = { readonly accountId: string; readonly line: DraftLine };

function linesOf({ facts, issued, beyond, taxBpOf }: Billed, through: IsoDate): Outcome<OfAccount[]> {
  const used = beyondLines(facts, beyond);
  const covered = unbilledOf(
    facts,
    issued.filter((charge) => !isBeyond(charge)),
    through,
  );
  const outside = unbilledLines(used, issued, through);
  if (!covered.ok) return covered;
  if (!outside.ok) return outside;
  const covers = new Map(facts.coverage.map((fact) => [billedSubject(fact), fact]));
  const lines = new Map(facts.lines.map((line) => [line.id, line]));
  const charges = new Map(issued.map((charge) => [charge.key, charge]));
  const credit = crediting(charges);
  return accept(
    [...covered.value, ...outside.value].map((line): OfAccount => {
      if (line.kind === "credit") return { accountId: charges.get(line.chargeKey)!.accountId, line: credit(line) };
      const { accountId, ...subject } = isBeyond(line) ? ofUse(lineOf(used, line)) : ofCoverage(covers.get(line.subject)!);
      const taxBp = taxBpOf(line.lineId);
      const taxMinor = taxOf(line.amountMinor, taxBp);
      const { number: lineNumber, service } = lines.get(line.lineId)!;
      const about = { charge: null, ...subject, lineNumber, service };
      return { accountId, line: { ...line, ...about, withheldMinor: 0n, taxBp, taxMinor } };
    }),
  );
}

type About = Pick<DraftLine, "covered" | "words"> & { readonly accountId: string };

function ofCoverage({ subject: covered, accountId }: CoverageFact): About {
  return { accountId, covered, words: null };
}

function ofUse({ accountId, words }: BeyondLine): About {
  return { accountId, covered: { kind: "account", accountId, coversSubAccounts: false }, words };
}

function unbilledOf(facts: ContractFacts, issued: readonly PostedCharge[], through: IsoDate): Outcome<NewLine[]> {
  try {
    return unbilled({ ...billedDays(facts), terms: facts.header.billing, issued }, through);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse("bad_terms", `${error.message} Correct the contract's billing terms, then bill again.`);
  }
}

/** Credits as draft lines, in the order given: each leaves less of its charge to the next. */
function crediting(charges: ReadonlyMap<string, PostedCharge>): (credit: NewCredit) => DraftLine {
  const left = new Map<string, bigint>();
  return (credit) => {
    const charge = charges.get(credit.chargeKey)!;
    const before = left.get(charge.key) ?? remainingNet(charge);
    left.set(charge.key, before + credit.amountMinor);
    const { taxBp } = charge;
    return {
      ...credit,
      charge,
      covered: null,
      lineNumber: null,
      service: null,
      words: null,
      taxBp,
      taxMinor: taxTaken(before, credit.amountMinor, taxBp),
    };
  };
}

/** What the lines come to. */
export function totalOf(lines: readonly Pick<DraftLine, "amountMinor" | "taxMinor">[]): { netMinor: bigint; taxMinor: bigint } {
  return lines.reduce(
    (sum, { amountMinor, taxMinor }) => ({ netMinor: sum.netMinor + amountMinor, taxMinor: sum.taxMinor + taxMinor }),
    { netMinor: 0n, taxMinor: 0n },
  );
}
