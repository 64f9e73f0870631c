import { describe, expect, test } from "vitest";
import { bucket, byWeb, ofMinutes, ofTickets } from "./books.oracle.ts";
import { admitsRequest, type AllowanceTerms, checkAllowance, type MoneyAllowance } from "./index.ts";
import { admitsKind } from "./terms.ts";

const money: MoneyAllowance = { ...ofMinutes().terms, unit: "money", hourlyRateMinor: "9500", beyond: "bill" };
const tickets = ofTickets().terms;

describe("which requests draw", () => {
  test("ALW1: channels, severities and branches of products are any, only these, or none", () => {
    const admission = bucket({ channels: { only: ["phone"] }, severities: { only: [1, 2] }, products: { only: ["cisco"] } });
    const request = { channel: "phone", severity: 2, productPath: ["c9200l", "cisco"] } as const;
    expect(admitsRequest(admission, request)).toBe(true);
    expect(admitsRequest(admission, { ...request, channel: "portal" })).toBe(false);
    expect(admitsRequest(admission, { ...request, severity: 3 })).toBe(false);
    expect(admitsRequest(admission, { ...request, productPath: ["juniper"] })).toBe(false);
    expect(admitsRequest(bucket({ channels: "none" }), request)).toBe(false);
    expect(admitsRequest(bucket({ products: "none" }), request)).toBe(false);
  });

  test("ALW1: what is not known draws only where anything does", () => {
    const unknown = { channel: null, severity: null, productPath: [] };
    expect(admitsRequest(bucket(), unknown)).toBe(true);
    expect(admitsRequest(bucket({ channels: { only: ["phone"] } }), unknown)).toBe(false);
    expect(admitsRequest(bucket({ products: { only: ["cisco"] } }), byWeb)).toBe(false);
  });

  test("ALW1: kinds of work are any, only these, none, or all but these", () => {
    expect(admitsKind("any", null)).toBe(true);
    expect(admitsKind({ only: ["remote"] }, "remote")).toBe(true);
    expect(admitsKind({ only: ["remote"] }, null)).toBe(false);
    expect(admitsKind("none", "remote")).toBe(false);
    expect(admitsKind({ except: ["travel"] }, "travel")).toBe(false);
    expect(admitsKind({ except: ["travel"] }, "remote")).toBe(true);
    expect(admitsKind({ except: ["travel"] }, null)).toBe(true);
  });
});

describe("terms that a plan can promise", () => {
  test("ALW1: whole numbers and keys of their own are accepted as they are", () => {
    const limits = [{ ...bucket(), key: "phone", atMost: 50 }];
    for (const terms of [
      tickets,
      ofMinutes().terms,
      money,
      ofTickets({ buckets: [bucket({ limits, carryOver: { atMost: 5 } })] }).terms,
      { ...tickets, beyond: { billMinor: "7500" } } as const,
    ])
      expect(checkAllowance(terms)).toEqual({ ok: true, value: terms });
  });

  test.each<[string, AllowanceTerms, readonly (string | number)[]]>([
    ["no_buckets", { ...tickets, buckets: [] }, ["buckets"]],
    ["bad_key", { ...tickets, buckets: [bucket({ key: "" })] }, ["buckets", 0, "key"]],
    ["bad_key", { ...tickets, buckets: [bucket(), bucket()] }, ["buckets", 1, "key"]],
    ["bad_amount", { ...tickets, buckets: [bucket({ amount: 1.5 })] }, ["buckets", 0, "amount"]],
    ["bad_amount", { ...tickets, buckets: [bucket({ amount: -1 })] }, ["buckets", 0, "amount"]],
    [
      "bad_amount",
      { ...tickets, buckets: [bucket({ limits: [{ ...bucket(), key: "p", atMost: NaN }] })] },
      ["buckets", 0, "limits", 0, "atMost"],
    ],
    [
      "bad_key",
      { ...tickets, buckets: [bucket({ limits: [{ ...bucket(), key: "a/b", atMost: 1 }] })] },
      ["buckets", 0, "limits", 0, "key"],
    ],
    ["bad_carry_over", { ...tickets, buckets: [bucket({ per: "term", carryOver: { atMost: 1 } })] }, ["buckets", 0, "carryOver"]],
    ["bad_amount", { ...tickets, buckets: [bucket({ carryOver: { atMost: -1 } })] }, ["buckets", 0, "carryOver", "atMost"]],
    ["bad_weight", { ...tickets, outOfHoursPercent: 150 }, ["outOfHoursPercent"]],
    ["bad_weight", { ...money, outOfHoursPercent: 0 }, ["outOfHoursPercent"]],
    ["bad_rounding", { ...money, leastMinutes: 0 }, ["leastMinutes"]],
    ["bad_rounding", { ...money, stepMinutes: 1441 }, ["stepMinutes"]],
    ["bad_rate", { ...money, hourlyRateMinor: "95.00" }, ["hourlyRateMinor"]],
    ["bad_rate", { ...tickets, beyond: { billMinor: "-1" } }, ["beyond", "billMinor"]],
  ])("ALW1: %s is refused, with where and what to do", (code, terms, path) => {
    const outcome = checkAllowance(terms);
    expect(outcome).toMatchObject({ ok: false, refusal: { code, path } });
  });
});
