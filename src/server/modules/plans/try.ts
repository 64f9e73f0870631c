/** Trying terms out: core decides about an invented customer, live, and nothing is recorded. */

import type { BodyOf } from "#api/endpoint.ts";
import type * as api from "#api/plans.ts";
import { type Allowance, lotsOn } from "#core/allowances/index.ts";
import { beyondLot, type LotBalance, nothing } from "#core/allowances/lot.ts";
import { periodOf } from "#core/allowances/periods.ts";
import { decide } from "#core/entitlement/decide.ts";
import type { Decision } from "#core/entitlement/decision.ts";
import { defaultRanking, type ContactFact, type Facts, type Question } from "#core/entitlement/facts.ts";
import type { PlanAllowance, PlanTerms } from "#core/entitlement/terms.ts";
import { dateInZone } from "#core/time/zone.ts";
import { instantOf, readMoment } from "#core/time/moment.ts";
import { productsById, type ProductInTree } from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { faultsOf, type TermsFault } from "./sound.ts";

type Asked = BodyOf<typeof api.tryPlan>;

/** What these terms would answer, or what is wrong with them. Throws `refused` for a zone or moment that does not exist. */
export async function tryPlan(ctx: Context, asked: Asked): Promise<{ faults: TermsFault[]; decision: Decision | null }> {
  permit(ctx.actor, "plans.read");
  const terms = asked.terms as PlanTerms;
  const faults = await faultsOf(ctx, terms);
  if (faults.length > 0) return { faults, decision: null };
  const setting = settingOf(ctx, asked);
  const product = asked.productId === undefined ? undefined : (await productsById(ctx, [asked.productId]))[0];
  if (asked.productId !== undefined && product === undefined) throw new Problem("not_found", "There is no such product.");
  return { faults, decision: decide(questionOf(asked), factsOf(ctx, asked, terms, setting, product)) };
}

/** When and where the invented customer asks, and on which days the invented contract runs. */
type Setting = {
  readonly at: string;
  readonly timeZone: string;
  readonly on: string;
  readonly startsOn: string;
  readonly endsBefore: string;
};

function settingOf(ctx: Context, { at: written, timeZone: typed, startsOn: wanted }: Asked): Setting {
  const timeZone = zoneOf(typed);
  const moment = written === undefined ? undefined : readMoment(written);
  if (written !== undefined && moment === undefined)
    throw wrong("/body/at", `There is no ${written}. Correct the day or the time.`);
  const at = moment === undefined ? ctx.now : instantOf(moment, timeZone);
  const on = dateInZone(at, timeZone).toString();
  const startsOn = wanted ?? `${on.slice(0, 4)}-01-01`;
  return {
    at: at.toString(),
    timeZone,
    on,
    startsOn,
    endsBefore: Temporal.PlainDate.from(startsOn).add({ years: 1 }).toString(),
  };
}

function zoneOf(typed: string): string {
  try {
    if (/^[A-Za-z]/.test(typed)) return new Temporal.ZonedDateTime(0n, typed).timeZoneId;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw wrong("/body/timeZone", `${typed} is not a time zone. Write one such as Europe/London.`);
}

function wrong(pointer: string, message: string): Problem {
  return new Problem("refused", message, { errors: [{ pointer, message }] });
}

/** Names nobody has: what is invented is known by them. */
const id = (kind: number): string => `00000000-0000-4000-8000-00000000000${kind}`;
const invented = { account: id(1), asset: id(2), contact: id(3), contract: id(4), coverage: id(5), plan: id(6), version: id(7) };
const serial = "EXAMPLE-1";
const email = "someone@example.com";

function questionOf({ contact, channel, severity }: Asked): Question {
  return {
    serial,
    ...(contact !== "any" && { email }),
    ...(channel !== undefined && { channel }),
    ...(severity !== undefined && { severity }),
  };
}

function factsOf(ctx: Context, asked: Asked, terms: PlanTerms, setting: Setting, product: ProductInTree | undefined): Facts {
  const { at, timeZone, startsOn, endsBefore } = setting;
  const contacts = contactsOf(asked);
  const accountIds = [invented.account];
  const contract = { id: invented.contract, number: "EXAMPLE", startsOn, endsBefore, accountId: invented.account, timeZone };
  return {
    at,
    knownAt: ctx.now.toString(),
    clues: [
      { clue: "serial", value: serial, matches: 1, accountIds },
      ...(asked.contact === "any"
        ? []
        : [
            {
              clue: "email" as const,
              value: email,
              matches: contacts.length,
              accountIds: contacts.map(({ accountId }) => accountId),
            },
          ]),
    ],
    accounts: [{ id: invented.account, reference: null, name: "Example", timeZone, currency: "EUR", ancestorIds: [] }],
    assets: [assetOf(product)],
    contacts,
    productPath: [],
    coverages: [
      {
        id: invented.coverage,
        source: { kind: "contract", contractId: contract.id, contractNumber: contract.number, lineNumber: "1" },
        subject: { kind: "asset", assetId: invented.asset, coversParts: false },
        service: "support",
        planId: invented.plan,
        startsOn,
        endsBefore,
        endReason: "term",
        timeZone,
      },
    ],
    contracts: [contract],
    plans: [{ id: invented.plan, versionId: invented.version, name: asked.name, terms }],
    coveredAssets: 1,
    lots: terms.allowances.map((one) => {
      const named = { contractId: contract.id, planId: invented.plan, key: one.key };
      const allowance = { id: Object.values(named).join("/"), terms: one, anchorOn: startsOn, startsOn, endsBefore, timeZone };
      return { ...named, lots: lotsUsed(allowance, setting.on, asked.used) };
    }),
    defaultPlanId: null,
    ranking: defaultRanking,
    similarSerials: [],
  };
}

function contactsOf({ contact }: Asked): ContactFact[] {
  if (contact === "any" || contact === "unknown") return [];
  const namedCaller = contact === "named";
  return [{ id: invented.contact, accountId: invented.account, name: "Someone", email, phone: null, namedCaller }];
}

function assetOf(product: ProductInTree | undefined): Facts["assets"][number] {
  return {
    id: invented.asset,
    accountId: invented.account,
    serial,
    tag: null,
    productId: product?.id ?? null,
    productName: product?.name ?? null,
    productPath: product?.path ?? [],
    version: null,
    siteId: null,
    siteName: null,
    environment: null,
    status: "in_use",
    ancestorIds: [],
  };
}

/** The allowance's lots on the day after so much was used: of the bucket, or of what one of its limits admits. */
function lotsUsed(allowance: Allowance<PlanAllowance>, on: string, used: Asked["used"]): LotBalance[] {
  const { key, buckets } = allowance.terms;
  const lots = new Map(lotsOn(allowance, [], on));
  for (const { bucket: bucketKey, limit = null, quantity } of used.filter((one) => one.allowance === key)) {
    const bucket = buckets.find((one) => one.key === bucketKey);
    const period = bucket && periodOf(bucket.per, allowance, on);
    const lot = [...lots.values()].find(
      (one) =>
        one.bucketKey === bucketKey && one.limitKey === limit && one.kind !== "carried" && one.startsOn === period?.startsOn,
    );
    if (bucket === undefined || !period || lot === undefined) continue;
    const consumed = limit === null ? Math.min(quantity, lot.granted) : quantity;
    lots.set(lot.id, { ...lot, consumed });
    const beyond = beyondLot(allowance, bucket, period);
    if (quantity > consumed) lots.set(beyond.id, { ...beyond, ...nothing, consumed: quantity - consumed });
  }
  return [...lots.values()];
}
