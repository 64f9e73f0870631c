/** Small, readable facts for tests of the entitlement check: one account, its serial, its contract, its plans. */

import type { Coverage } from "#core/coverage/coverage.ts";
import {
  type AccountFact,
  type AssetFact,
  type ClueFact,
  type ContactFact,
  type ContractFact,
  defaultRanking,
  type Facts,
  type LotsFact,
} from "#core/entitlement/facts.ts";
import { allowanceOf } from "#core/entitlement/allowance.ts";
import type { Plan, PlanAllowance, PlanTerms, TargetTerm } from "#core/entitlement/terms.ts";
import { type AllowanceRequest as Request, type Bucket, lotsOn, type TicketAllowance } from "#core/index.ts";
import { drawAllowance, withEntry } from "#core/index.ts";

const everyHour = [["00:00", "24:00"]] as const;
const officeHours = [["08:00", "18:00"]] as const;

function weekdays(hours: readonly (readonly [string, string])[]): PlanTerms["hours"] {
  return { weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours } };
}

/** Severity 1 halves the times and severity 3 doubles them, as the register's support levels do. */
function promised(response: number, resolution: number, unit: "working_time" | "working_days"): TargetTerm[] {
  return ([1, 2, 3] as const).flatMap((severity) => {
    const times = severity === 1 ? 0.5 : severity === 3 ? 2 : 1;
    return [
      { name: "first_response", severity, unit: "working_time", amount: response * times },
      { name: "resolution", severity, unit, amount: resolution * times },
    ] satisfies TargetTerm[];
  });
}

const open: Pick<PlanTerms, "severities" | "products"> = { severities: "any", products: "any" };

export const anyone = { channels: "any", products: "any", severities: "any" } as const;

/** So many tickets a contract year, drawn on opening and refused beyond, unless told otherwise. */
export function ticketsAYear(
  amount: number,
  limits: Bucket["limits"] = [],
  changes: Partial<TicketAllowance> = {},
): PlanAllowance {
  const buckets = [{ ...anyone, key: "all", amount, per: "contract_year", limits, carryOver: "none" } as const];
  const terms = { key: "tickets", unit: "tickets", drawnAt: "opening", beyond: "refuse", outOfHoursPercent: 100 } as const;
  return { ...terms, buckets, ...changes };
}

export const gold: Plan = {
  id: "plan-gold",
  versionId: "plan-gold-1",
  name: "Gold",
  terms: {
    ...open,
    hours: {
      weekly: { mon: everyHour, tue: everyHour, wed: everyHour, thu: everyHour, fri: everyHour, sat: everyHour, sun: everyHour },
    },
    channels: "any",
    contacts: "any",
    targets: promised(60, 480, "working_time"),
    allowances: [],
  },
};

export const silver: Plan = {
  id: "plan-silver",
  versionId: "plan-silver-1",
  name: "Silver",
  terms: {
    ...open,
    hours: weekdays(officeHours),
    channels: { only: ["email", "portal", "phone"] },
    contacts: "any",
    targets: promised(240, 2, "working_days"),
    allowances: [ticketsAYear(100, [{ ...anyone, key: "phone", channels: { only: ["phone"] }, atMost: 50 }])],
  },
};

export const bronze: Plan = {
  id: "plan-bronze",
  versionId: "plan-bronze-1",
  name: "Bronze",
  terms: {
    ...open,
    hours: weekdays([["09:00", "17:00"]]),
    channels: { only: ["email", "portal"] },
    contacts: "named",
    targets: promised(480, 5, "working_days").filter(({ severity }) => severity !== 1),
    allowances: [ticketsAYear(24)],
  },
};

export const warranty: Plan = {
  ...bronze,
  id: "plan-warranty",
  versionId: "plan-warranty-1",
  name: "Warranty",
  terms: { ...bronze.terms, allowances: [] },
};

export const northgate: AccountFact = {
  id: "acc-1",
  reference: "CU1000",
  name: "Northgate Logistics",
  timeZone: "Europe/London",
  currency: "GBP",
  ancestorIds: [],
};
export const halden: AccountFact = {
  id: "acc-2",
  reference: "CU1007",
  name: "Halden Maskin AS",
  timeZone: "Europe/Oslo",
  currency: "NOK",
  ancestorIds: [],
};

export const server: AssetFact = {
  id: "asset-1",
  accountId: "acc-1",
  serial: "PHH68634F",
  tag: "CU1000-001",
  productId: "prod-switch",
  productName: "Cisco C9200L-48P-4G",
  productPath: ["prod-switch", "prod-cisco"],
  version: null,
  siteId: "site-hq",
  siteName: "HQ",
  environment: "Production",
  status: "in_use",
  ancestorIds: [],
};

export const juno: ContactFact = {
  id: "con-1",
  accountId: "acc-1",
  name: "Juno Petrov",
  email: "juno@northgate.example",
  phone: "+442079463050",
  namedCaller: true,
};
export const holm: ContactFact = {
  id: "con-2",
  accountId: "acc-1",
  name: "Eun-ji Holm",
  email: "holm@northgate.example",
  phone: "+442079463050",
  namedCaller: false,
};

export const contract: ContractFact = {
  id: "ct-1",
  number: "SC-2001",
  startsOn: "2025-10-01",
  endsBefore: "2026-10-01",
  accountId: "acc-1",
  timeZone: "Europe/London",
};

/** A line of SC-2001 that covers the server under Gold for the contract's whole term, unless told otherwise. */
export function coverage(changes: Partial<Coverage> = {}): Coverage {
  return {
    id: "cov-1",
    source: { kind: "contract", contractId: "ct-1", contractNumber: "SC-2001", lineNumber: "1" },
    subject: { kind: "asset", assetId: "asset-1", coversParts: false },
    service: "support",
    planId: "plan-gold",
    startsOn: "2025-10-01",
    endsBefore: "2026-10-01",
    endReason: "term",
    timeZone: "Europe/London",
    ...changes,
  };
}

/** The coverage's source for a line of another contract. */
export function lineOf(contractId: string, contractNumber: string, lineNumber = "1"): Coverage["source"] {
  return { kind: "contract", contractId, contractNumber, lineNumber };
}

export function clue(
  kind: ClueFact["clue"],
  value: string,
  accountIds: readonly string[],
  matches = accountIds.length,
): ClueFact {
  return { clue: kind, value, matches, accountIds };
}

/**
 * What a ledger holds of the plan's first allowance after so many units were drawn from it for each of these requests, one after
 * the other, on a day.
 */
export function drawn(
  plan: Plan,
  draws: readonly (Partial<Request> & { readonly units: number })[],
  of: { readonly contract?: ContractFact; readonly on?: string; readonly as?: "hold" | "consume" } = {},
): LotsFact[] {
  const { contract: owner = contract, on = "2026-01-15", as = "consume" } = of;
  const terms = plan.terms.allowances[0]!;
  const allowance = allowanceOf(owner, plan.id, terms);
  let lots = lotsOn(allowance, [], on, on);
  for (const { units, ...asked } of draws) {
    const request = { channel: null, severity: null, productPath: [], ...asked };
    for (const { lot, quantity } of drawAllowance(allowance, lots, request, on, units).draws) {
      const before = lots.get(lot.id) ?? { ...lot, granted: 0, expired: 0, held: 0, consumed: 0 };
      lots = new Map(lots).set(lot.id, { ...before, ...withEntry(before, { kind: as, quantity }) });
    }
  }
  return [{ contractId: owner.id, planId: plan.id, key: terms.key, lots: [...lots.values()] }];
}

/** The server's serial, asked about on a Wednesday at noon in London's winter. */
export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    at: "2026-03-18T12:00:00Z",
    knownAt: "2026-03-18T12:00:00Z",
    clues: [clue("serial", "PHH68634F", ["acc-1"])],
    accounts: [northgate],
    assets: [server],
    contacts: [],
    productPath: [],
    coverages: [coverage()],
    contracts: [contract],
    plans: [gold, silver, bronze, warranty],
    coveredAssets: 0,
    lots: [],
    defaultPlanId: null,
    ranking: defaultRanking,
    similarSerials: [],
    ...changes,
  };
}
