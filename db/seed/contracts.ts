/** The contracts of the invented customers, as they were signed, renewed, corrected and cancelled over the years. */

import type { Subject } from "#core/coverage/coverage.ts";
import type { CoveredSubject } from "#core/amendments/index.ts";
import type { ContractRecord, CoverageRecord, LineRecord } from "#modules/contracts/contracts.ts";
import { changesOf } from "./changes.ts";
import type { Customer, Draw, Estate, Placed } from "./estate.ts";
import { type Happening, nothingAt } from "./happenings.ts";
import { mainTerms, softwareTerms, type Term } from "./terms.ts";

/** Ids of the plans by name. */
export type PlanIds = ReadonlyMap<string, string>;

/** What a line covers and costs, before it is a line. */
type Served = Pick<LineRecord, "subjectKind" | "assetId" | "productId" | "siteId" | "coversParts" | "coversSubAccounts"> & {
  /** As coverage names it: the asset, the site or the account. */
  readonly subjectId: string;
  /** Price of a year in whole euros, at the middle plan. */
  readonly yearly: number;
};

/** A line as recorded, with the days it covers as believed at first. */
type Drawn = { readonly line: LineRecord; readonly coverage: CoverageRecord };

const noSubject = { assetId: null, productId: null, siteId: null, coversParts: false, coversSubAccounts: false };
const planFactor: Readonly<Record<string, number>> = { Gold: 1.6, Silver: 1, Bronze: 0.6 };
/** Units of the currency for a euro, near enough for invented prices, and its minor digits. */
const currencies: Readonly<Record<string, readonly [perEuro: number, digits: number]>> = {
  GBP: [0.85, 2], EUR: [1, 2], USD: [1.1, 2], NOK: [11.5, 2], SGD: [1.45, 2], JPY: [160, 0], AUD: [1.65, 2], NZD: [1.8, 2],
  INR: [92, 2], BRL: [5.5, 2], CAD: [1.5, 2], SEK: [11.4, 2], PLN: [4.3, 2], CLP: [1020, 0], AED: [4, 2], ZAR: [20, 2],
}; // oxfmt-ignore

/** Everything recorded about contracts and warranties, each at its moment. Numbers run from C-1001 in the order of signing. */
export function drawContracts(draw: Draw, { customers, products }: Estate, plans: PlanIds): Happening[] {
  const application = products.find(({ name }) => name === "Meridian ERP")!.id;
  const chains = customers.flatMap((customer) => {
    const apart = customer.assets.some(({ article }) => article.name === "Meridian ERP") && draw.random.chance(0.3);
    const main = {
      customer,
      terms: mainTerms(customer.company.history, draw.random),
      subjects: mainSubjects(draw, customer, apart),
    };
    if (!apart) return [main];
    const subject = {
      ...noSubject,
      subjectKind: "product" as const,
      subjectId: customer.account.id,
      productId: application,
      yearly: 12_000,
    };
    return [main, { customer, terms: softwareTerms(draw.random), subjects: [subject] }];
  });
  const signings = chains.flatMap(({ customer, terms, subjects }) => signingsOf(draw, customer, terms, subjects));
  signings.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const numbers = new Map(signings.map((signing, index) => [signing.term, `C-${1001 + index}`]));
  const told = signings.flatMap((signing) => contractHappenings(draw, signing, numbers, plans));
  return [...told, ...customers.flatMap((customer) => warrantiesOf(draw, customer, plans))];
}

/**
 * Sites where the history says so; the account where it heads a group; else most of what is in use, without the business
 * software where that has contracts of its own.
 */
function mainSubjects({ random }: Draw, { company, account, sites, assets }: Customer, softwareApart: boolean): Served[] {
  if (company.history === "sites") {
    return sites.slice(0, -1).map(({ id }) => ({ ...noSubject, subjectKind: "site", siteId: id, subjectId: id, yearly: 3800 }));
  }
  if (company.history === "group" && company.parent === "") {
    return [{ ...noSubject, subjectKind: "account", subjectId: account.id, coversSubAccounts: true, yearly: 9200 }];
  }
  if (company.history === "lapsed") return [{ ...noSubject, subjectKind: "account", subjectId: account.id, yearly: 5400 }];
  const covered = assets.filter(
    ({ article, status, parentId }) =>
      status === "in_use" && parentId === null && !(softwareApart && article.maker === "Tarnsoft"),
  );
  return random.some(covered, Math.ceil(covered.length * 0.88)).map((asset) => assetSubject(asset));
}

const assetSubject = ({ id, article }: Placed): Served => ({
  ...noSubject,
  subjectKind: "asset",
  assetId: id,
  subjectId: id,
  coversParts: article.trouble === "storage",
  yearly: article.yearly,
});

type Signing = {
  readonly at: Temporal.Instant;
  readonly customer: Customer;
  readonly term: Term;
  readonly before: Term | null;
  readonly subjects: readonly Served[];
  readonly leaving: readonly Served[];
};

/** Each term of a chain, signed some days before it starts. What left in one term is not in the next. */
function signingsOf(draw: Draw, customer: Customer, terms: readonly Term[], subjects: readonly Served[]): Signing[] {
  let covered = subjects;
  return terms.map((term, index) => {
    const starts = firstOf(draw, term.from);
    const wish = noonUtc(starts.subtract({ days: draw.random.pick([4, 11, 25]) }));
    const at = Temporal.Instant.compare(wish, draw.now) < 0 ? wish : draw.now.subtract({ hours: draw.random.int(30, 200) });
    const leaving = draw.random.chance(0.3) && covered.length > 4 ? draw.random.some(covered, draw.random.int(1, 2)) : [];
    const signing = { at, customer, term, before: terms[index - 1] ?? null, subjects: covered, leaving };
    covered = covered.filter((subject) => !leaving.includes(subject));
    return signing;
  });
}

const firstOf = ({ today }: Draw, months: number): Temporal.PlainDate => today.with({ day: 1 }).add({ months });

function contractHappenings(draw: Draw, signing: Signing, numbers: ReadonlyMap<Term, string>, plans: PlanIds): Happening[] {
  const { random, now } = draw;
  const { at, customer, term, before, subjects } = signing;
  const startsOn = firstOf(draw, term.from);
  const contract: ContractRecord = {
    id: random.id(at),
    number: numbers.get(term)!,
    accountId: customer.account.id,
    planId: plans.get(term.plan)!,
    currency: customer.company.currency,
    timeZone: customer.company.timeZone,
    billingEvery: random.pick(["month", "quarter", "year"] as const),
    billingTiming: "advance",
    startsOn: startsOn.toString(),
    endsBefore: startsOn.add({ months: term.months }).toString(),
    signedOn: term.draft ? null : at.toZonedDateTimeISO(customer.company.timeZone).toPlainDate().toString(),
    cancelledOn: null,
    renewalOf: before === null ? null : numbers.get(before)!,
  };
  const activation = {
    id: random.id(at),
    contractId: contract.id,
    kind: "activate" as const,
    effectiveOn: contract.startsOn,
    payload: {},
    reason: before === null ? "Signed" : "Renewed",
  };
  const drawn = subjects.map((subject, index) => drawLine(draw, contract, activation.id, term, subject, index + 1));
  const lines = drawn.map(({ line }) => line);
  if (term.draft) return [{ ...nothingAt(at), contracts: [contract], lines }];
  const signed = {
    ...nothingAt(at),
    contracts: [contract],
    lines,
    amendments: [activation],
    coverages: drawn.map(({ coverage }) => coverage),
  };
  const left = signing.leaving.flatMap((subject) => {
    const removedOn = startsOn.add({ days: random.int(60, 250) });
    const told = noonUtc(removedOn.subtract({ days: random.int(1, 9) }));
    const cancelled =
      term.cancelledIn !== undefined && Temporal.PlainDate.compare(removedOn, lastDayOf(draw, term.cancelledIn)) >= 0;
    if (cancelled || Temporal.Instant.compare(told, now) > 0) return [];
    const one = drawn[subjects.indexOf(subject)]!;
    return [{ one, removedOn, told }];
  });
  const removals = left.map(({ one, removedOn, told }) => removal(random.id(told), one, removedOn, told));
  if (term.cancelledIn !== undefined)
    return [signed, ...removals, cancellation(draw, contract, lastDayOf(draw, term.cancelledIn))];
  const staying = drawn
    .filter((one) => !left.some((gone) => gone.one === one))
    .map((one) => ({ ...coveredBy(one), yearlyMinor: one.coverage.yearlyMinor }));
  return [signed, ...removals, ...changesOf(draw, customer, { contract, staying, at })];
}

const lastDayOf = ({ today }: Draw, days: number): Temporal.PlainDate => today.add({ days });

/** What the line covers, as amendments name it. */
function coveredBy({ line, coverage }: Drawn): CoveredSubject {
  const { subjectKind: kind, subjectId, productId, coversParts, coversSubAccounts } = coverage;
  const subject: Subject =
    kind === "asset"
      ? { kind, assetId: subjectId, coversParts }
      : kind === "product"
        ? { kind, productId: productId!, accountId: subjectId, coversSubAccounts }
        : kind === "site"
          ? { kind, siteId: subjectId }
          : { kind, accountId: subjectId, coversSubAccounts };
  return { lineId: line.id, subject };
}

function drawLine(
  { random, now }: Draw,
  contract: ContractRecord,
  amendmentId: string,
  term: Term,
  { subjectId, yearly, ...subject }: Served,
  number: number,
): Drawn {
  const { startsOn, endsBefore } = contract;
  const line: LineRecord = {
    id: random.id(now),
    contractId: contract.id,
    number: String(number),
    service: "support",
    ...subject,
    startsOn,
    endsBefore,
    removedOn: null,
  };
  const { service, subjectKind, productId, coversParts, coversSubAccounts } = line;
  const coverage: CoverageRecord = {
    id: random.id(now),
    accountId: contract.accountId,
    subjectKind,
    subjectId,
    productId,
    coversParts,
    coversSubAccounts,
    service,
    planId: contract.planId,
    timeZone: contract.timeZone,
    yearlyMinor: priceOf(yearly * planFactor[term.plan]!, contract.currency),
    startsOn,
    endsBefore,
    endReason: "term",
    contract: { contractId: contract.id, lineId: line.id, amendmentId },
  };
  return { line, coverage };
}

/** Whole fives of the currency, as price lists have them, in minor units. */
function priceOf(euros: number, currency: string): bigint {
  const [perEuro, digits] = currencies[currency]!;
  return BigInt(Math.max(1, Math.round((euros * perEuro) / 5)) * 5) * 10n ** BigInt(digits);
}

/** Told at `told`: the line's subject is covered on `removedOn` for the last time. */
function removal(id: string, one: Drawn, removedOn: Temporal.PlainDate, told: Temporal.Instant): Happening {
  const change = { kind: "remove" as const, covered: [coveredBy(one)], lastDay: removedOn.toString() };
  const reason = "The customer has taken it out of service";
  return { ...nothingAt(told), told: [{ id, contractId: one.line.contractId, change, reason }] };
}

/** The contract ends with the day `lastDay`; it was said three weeks before, or, for a day to come, the day before yesterday. */
function cancellation({ random, now }: Draw, contract: ContractRecord, lastDay: Temporal.PlainDate): Happening {
  const wish = noonUtc(lastDay.subtract({ days: 21 }));
  const at = Temporal.Instant.compare(wish, now) < 0 ? wish : now.subtract({ hours: 48 });
  const change = { kind: "cancel" as const, lastDay: lastDay.toString() };
  return {
    ...nothingAt(at),
    told: [{ id: random.id(at), contractId: contract.id, change, reason: "Cancelled by the customer" }],
  };
}

/** Most hardware came with a warranty; servers and storage with a long one. Known since it was installed. */
function warrantiesOf({ random }: Draw, { company, assets }: Customer, plans: PlanIds): Happening[] {
  const covered = assets.filter(({ article }) => article.kind === "hardware" && random.chance(0.8));
  return covered.map((asset) => {
    const months = ["server", "storage", "tape"].includes(asset.article.trouble) ? 36 : random.pick([12, 24]);
    const at = noonUtc(Temporal.PlainDate.from(asset.installedOn).with({ day: 1 }));
    const coverage: CoverageRecord = {
      id: random.id(at),
      accountId: asset.accountId,
      subjectKind: "asset",
      subjectId: asset.id,
      productId: null,
      coversParts: false,
      coversSubAccounts: false,
      service: "support",
      planId: plans.get("Warranty")!,
      timeZone: company.timeZone,
      yearlyMinor: 0n,
      startsOn: asset.installedOn,
      endsBefore: Temporal.PlainDate.from(asset.installedOn).add({ months }).toString(),
      endReason: "term",
      contract: null,
    };
    return { ...nothingAt(at), coverages: [coverage] };
  });
}

const noonUtc = (day: Temporal.PlainDate): Temporal.Instant =>
  day.toZonedDateTime({ timeZone: "UTC", plainTime: "12:00" }).toInstant();
