/** A few matters that take a person: a device under two contracts, one fault told twice, a call that was about something else. */

import type { CoverageRecord, LineRecord } from "#modules/contracts/contracts.ts";
import type { Customer, Draw, Placed } from "./estate.ts";
import { type Happening, nothingAt } from "./happenings.ts";
import { makeRandom } from "./random.ts";
import { filled, stories, type Story } from "./stories.ts";
import { type Call, wordsOf } from "./tickets.ts";

const days = 24;

/** Customers of long standing: one has a second contract for the same devices, for work on site; one calls twice about one matter. */
const ofTwo = 1;
const ofCalls = 5;

/** Devices of a customer that a contract covers by themselves today, in the order of the estate. */
function coveredDevices({ assets }: Customer, { today }: Draw, happenings: readonly Happening[]): readonly Placed[] {
  const on = today.toString();
  const covered = new Set(
    happenings
      .flatMap(({ coverages }) => coverages)
      .filter(
        ({ contract, startsOn, endsBefore }) => contract !== null && startsOn <= on && (endsBefore === null || on < endsBefore),
      )
      .map(({ subjectId }) => subjectId),
  );
  return assets.filter(({ id, status, article }) => covered.has(id) && status === "in_use" && article.kind === "hardware");
}

/** A contract for work on site, signed three weeks ago, on devices whose support is another contract's: which is meant, a question has to say. */
export function secondContract(
  draw: Draw,
  customers: readonly Customer[],
  happenings: readonly Happening[],
  planId: string,
): Happening {
  const { now, today } = draw;
  const customer = customers[ofTwo]!;
  const random = makeRandom(2_604);
  const at = now.subtract({ hours: 21 * days });
  const { account, company } = customer;
  const startsOn = today.subtract({ days: 20 });
  const term = { startsOn: startsOn.toString(), endsBefore: startsOn.add({ years: 1 }).toString() };
  const { timeZone, currency } = company;
  const [contractId, amendmentId] = [random.id(at), random.id(at)];
  const contract = {
    id: contractId,
    number: "C-2001",
    accountId: account.id,
    planId,
    currency,
    timeZone,
    billingEvery: "year" as const,
    billingTiming: "advance" as const,
    ...term,
    signedOn: startsOn.subtract({ days: 1 }).toString(),
    cancelledOn: null,
    renewalOf: null,
  };
  const covered = coveredDevices(customer, draw, happenings)
    .slice(0, 3)
    .map((asset, index): { line: LineRecord; coverage: CoverageRecord } => {
      const common = {
        subjectKind: "asset" as const,
        productId: null,
        coversParts: false,
        coversSubAccounts: false,
        service: "on site",
      };
      const lineId = random.id(at);
      const line = {
        ...common,
        id: lineId,
        contractId,
        number: String(index + 1),
        assetId: asset.id,
        siteId: null,
        ...term,
        removedOn: null,
      };
      const money = { planId, timeZone, yearlyMinor: 48_000n, endReason: "term" as const };
      const own = { id: random.id(at), accountId: account.id, subjectId: asset.id };
      return { line, coverage: { ...common, ...own, ...money, ...term, contract: { contractId, lineId, amendmentId } } };
    });
  const signed = {
    id: amendmentId,
    contractId,
    kind: "activate" as const,
    effectiveOn: term.startsOn,
    payload: {},
    reason: "Signed",
  };
  return {
    ...nothingAt(at),
    contracts: [contract],
    lines: covered.map(({ line }) => line),
    amendments: [signed],
    coverages: covered.map(({ coverage }) => coverage),
  };
}

/** What a call is there to show: the two of one matter come one after the other. */
export type Matter = Call & { readonly shows: "two_contracts" | "told_twice" | "withdrawn" };

/** The calls, in order of time. */
export function matters(draw: Draw, customers: readonly Customer[], happenings: readonly Happening[]): Matter[] {
  const [two, other] = [customers[ofTwo]!, customers[ofCalls]!];
  const [first, second] = coveredDevices(two, draw, happenings);
  const [, , device] = coveredDevices(other, draw, happenings);
  return [
    matter(draw, two, first!, { shows: "two_contracts", daysAgo: 6, of: 0 }),
    matter(draw, other, device!, { shows: "told_twice", daysAgo: 4, of: 0 }),
    matter(draw, other, device!, { shows: "told_twice", daysAgo: 3, of: 1 }),
    matter(draw, two, second!, { shows: "two_contracts", daysAgo: 2, of: 1 }),
    matter(draw, other, device!, { shows: "withdrawn", daysAgo: 1, of: 0 }),
  ];
}

type Shown = { readonly shows: Matter["shows"]; readonly daysAgo: number; readonly of: number };

function matter(draw: Draw, { contacts }: Customer, asset: Placed, { shows, daysAgo, of }: Shown): Matter {
  const own = { ...draw, random: makeRandom(7_100 + daysAgo) };
  const contact = contacts[0]!;
  const told = stories.filter(({ trouble }) => trouble === asset.article.trouble);
  const story: Story = told[of % told.length]!;
  const words = wordsOf(own, asset, contact.name);
  const input = {
    question: { serial: asset.serial, email: contact.email! },
    subject: filled(story.subject, words),
    description: filled(story.description, words),
    channel: "email" as const,
    severity: 3 as const,
  };
  return { at: draw.now.subtract({ hours: daysAgo * days + 3 }), input, story, words, caller: contact.name, shows };
}
