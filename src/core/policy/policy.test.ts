import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkPolicy,
  consequencesOf,
  coverAfterChange,
  defaultPolicy,
  type Handling,
  handleNo,
  type Policy,
  type PolicyRule,
  type RefusedRequest,
} from "./index.ts";

function rule(key: string, handling: Handling, changes: Partial<PolicyRule> = {}): PolicyRule {
  return { key, accounts: "any", plans: "any", channels: "any", severities: "any", confidence: "any", handling, ...changes };
}

const request: RefusedRequest = {
  on: "2026-10-20",
  accountId: "northgate",
  planId: "bronze",
  channel: "phone",
  severity: 2,
  confidenceBp: 9500,
  endedBefore: null,
  goodwill: null,
};
const policy = (changes: Partial<Policy>): Policy => ({ ...defaultPolicy, ...changes });
const handled = (changes: Partial<Policy>, asked: Partial<RefusedRequest> = {}) =>
  handleNo(policy(changes), { ...request, ...asked });
const enforcing = { otherwise: "enforce" } as const;

describe("which rule decides", () => {
  const phone = rule("phone", "enforce", { channels: { only: ["phone"] } });
  const bronze = rule("bronze", "bill", { plans: { only: ["bronze"] } });
  const northgate = rule("northgate", "observe", { accounts: { only: ["northgate"] } });
  const both = rule("both", "advise", { accounts: { only: ["northgate"] }, channels: { only: ["phone"] } });
  const urgent = rule("urgent", "advise", { severities: { only: [1, 2] } });

  test("ENT7: the most specific that fits: account, then plan, then channel, then severity", () => {
    const chosen = (...rules: PolicyRule[]) => handled({ rules }).ruleKey;
    expect(chosen(urgent, phone, bronze, northgate, both)).toBe("both");
    expect(chosen(urgent, phone, bronze, northgate)).toBe("northgate");
    expect(chosen(urgent, phone, bronze)).toBe("bronze");
    expect(chosen(urgent, phone)).toBe("phone");
    expect(chosen(rule("all", "observe"), urgent)).toBe("urgent");
  });

  test("ENT7: of equally specific ones the first; what does not fit, or is not known, does not count", () => {
    const first = handled({ rules: [rule("one", "observe"), rule("two", "enforce")] });
    expect(first).toEqual({
      handling: "observe",
      ruleKey: "one",
      reasons: [{ rule: "ENT7", text: 'Rule "one": serve and record.' }],
    });
    expect(handled({ rules: [phone] }, { channel: "portal" }).ruleKey).toBeNull();
    expect(handled({ rules: [phone] }, { channel: null }).ruleKey).toBeNull();
    expect(handled({ rules: [rule("none", "enforce", { plans: "none" })] }).ruleKey).toBeNull();
    expect(handled({ rules: [both] }).reasons[0]?.text).toBe(
      'Rule "both" for this account and channel: serve, and tell the requester and renewals.',
    );
  });

  test("ENT7: where no rule fits, advise while data is young", () => {
    expect(handleNo(defaultPolicy, request)).toEqual({
      handling: "advise",
      ruleKey: null,
      reasons: [{ rule: "ENT7", text: "No rule fits, so: serve, and tell the requester and renewals." }],
    });
  });
});

describe("what tempers a rule", () => {
  test("ENT7: enforce at 0.9 and above, else advise; the reason says so", () => {
    const rules = [rule("strict", "enforce", { confidence: { fromBp: 9000, below: "advise" } })];
    expect(handled({ rules }, { confidenceBp: 9000 }).handling).toBe("enforce");
    const below = handled({ rules }, { confidenceBp: 8999 });
    expect(below.handling).toBe("advise");
    expect(below.reasons.at(-1)).toEqual({
      rule: "ENT8",
      text: "Confidence in the account is 0.89, and the rule holds from 0.90: serve, and tell the requester and renewals.",
    });
  });

  test("ENT7: when goodwill is used up, what would be served for nothing is enforced or billed", () => {
    const goodwill = (spentMinor: bigint) => ({ goodwill: { budgetMinor: 50_000n, spentMinor, currency: "GBP" } });
    expect(handled({}, goodwill(49_999n)).handling).toBe("advise");
    const spent = handled({}, goodwill(50_000n));
    expect(spent.handling).toBe("enforce");
    expect(spent.reasons.at(-1)).toEqual({
      rule: "ENT9",
      text: "The account's goodwill of GBP 500.00 is used up: refuse and send to renewals.",
    });
    expect(handled({ withoutGoodwill: "bill" }, goodwill(60_000n)).handling).toBe("bill");
    expect(handled({ otherwise: "bill" }, goodwill(60_000n)).reasons).toHaveLength(1);
  });

  test("ENT7: grace of 30 days after 30 September lasts through 30 October", () => {
    const on = (day: string, endedBefore: string | null = "2026-10-01") =>
      handled({ ...enforcing, graceDays: 30 }, { on: day, endedBefore });
    expect(on("2026-10-01").handling).toBe("advise");
    expect(on("2026-10-30").handling).toBe("advise");
    expect(on("2026-10-31").handling).toBe("enforce");
    expect(on("2026-09-30").handling).toBe("enforce");
    expect(on("2026-10-20", null).handling).toBe("enforce");
    expect(on("2026-10-12").reasons.at(-1)?.text).toBe(
      "Cover ended on 30 September 2026, 12 days ago, within 30 days of grace: serve, and tell the requester and renewals.",
    );
    expect(handled({ otherwise: "observe", graceDays: 30 }, { endedBefore: "2026-10-01" }).reasons).toHaveLength(1);
  });

  test("ENT7: severity 1, exempt, is advised rather than enforced or billed; observed it stays", () => {
    const handling = (otherwise: Handling, severity1: Policy["severity1"], severity: 1 | 2) =>
      handled({ otherwise, severity1 }, { severity }).handling;
    expect([handling("enforce", "exempt", 1), handling("bill", "exempt", 1)]).toEqual(["advise", "advise"]);
    expect([handling("observe", "exempt", 1), handling("enforce", "exempt", 2)]).toEqual(["observe", "enforce"]);
    expect(handling("enforce", "as_others", 1)).toBe("enforce");
  });
});

describe("what follows", () => {
  const follows = (handling: Handling, isQuoteApproved = false) => {
    const { isServed, awaitsQuote, tellsRequester, leavesException } = consequencesOf(handling, isQuoteApproved);
    return [isServed, awaitsQuote, tellsRequester, leavesException];
  };

  test("ENT7: who is served, who waits for a quote, who is told, and what is an exception", () => {
    expect(follows("observe")).toEqual([true, false, false, true]);
    expect(follows("advise")).toEqual([true, false, true, true]);
    expect(follows("enforce")).toEqual([false, false, true, false]);
    expect(follows("bill")).toEqual([false, true, true, false]);
    expect(follows("bill", true)).toEqual([true, false, false, false]);
  });
});

describe("a ticket whose decision has changed", () => {
  test("ENT11: keeps its cover or takes the new one as the policy says; where it says to ask, as was chosen", () => {
    expect(defaultPolicy.onRedecision).toBe("ask");
    const after = (onRedecision: Policy["onRedecision"]) =>
      ([null, "keep", "switch"] as const).map((chosen) => coverAfterChange(policy({ onRedecision }), chosen));
    expect(after("ask")).toEqual(["ask", "keep", "switch"]);
    expect(after("keep")).toEqual(["keep", "keep", "keep"]);
    expect(after("switch")).toEqual(["switch", "switch", "switch"]);
  });
});

describe("a policy that can be set", () => {
  test("ENT7: what could never fit, or makes no sense, is refused with where", () => {
    const strict = rule("strict", "enforce", { confidence: { fromBp: 9000, below: "advise" } });
    expect(checkPolicy(policy({ rules: [strict, rule("other", "bill")] })).ok).toBe(true);
    const refused = (changes: Partial<Policy>) => {
      const outcome = checkPolicy(policy(changes));
      return outcome.ok ? null : [outcome.refusal.code, outcome.refusal.path?.join(".")];
    };
    expect(refused({ rules: [rule(" ", "enforce")] })).toEqual(["bad_key", "rules.0.key"]);
    expect(refused({ rules: [rule("a", "enforce"), rule("a", "bill")] })).toEqual(["bad_key", "rules.1.key"]);
    expect(refused({ rules: [rule("a", "enforce", { channels: "none" })] })).toEqual(["never_fits", "rules.0.channels"]);
    for (const fromBp of [-1, 10_001, 0.9])
      expect(refused({ rules: [rule("a", "enforce", { confidence: { fromBp, below: "advise" } })] })).toEqual([
        "bad_confidence",
        "rules.0.confidence.fromBp",
      ]);
    expect([refused({ graceDays: 367 }), refused({ graceDays: 1.5 })]).toEqual([
      ["bad_grace", "graceDays"],
      ["bad_grace", "graceDays"],
    ]);
  });
});

describe("laws of the policy", () => {
  const handling = fc.constantFrom<Handling>("observe", "advise", "enforce", "bill");
  const some = <T>(...values: T[]) => fc.constantFrom("any" as const, ...values.map((value) => ({ only: [value] as [T] })));
  const anyRule = fc.record({
    key: fc.uuid(),
    accounts: some("northgate", "other"),
    plans: some("bronze", "gold"),
    channels: some("phone" as const, "portal" as const),
    severities: some(1 as const, 2 as const),
    handling,
    confidence: fc.oneof(fc.constant("any" as const), fc.record({ fromBp: fc.nat(10_000), below: handling })),
  });
  const anyPolicy = fc.record({
    rules: fc.array(anyRule, { maxLength: 6 }),
    otherwise: handling,
    severity1: fc.constantFrom("exempt" as const, "as_others" as const),
    graceDays: fc.nat(40),
    withoutGoodwill: fc.constantFrom("enforce" as const, "bill" as const),
    onRedecision: fc.constantFrom("keep" as const, "switch" as const, "ask" as const),
  });
  const anyRequest = fc.record({
    on: fc.constantFrom("2026-10-01", "2026-10-20"),
    accountId: fc.constantFrom("northgate", null),
    planId: fc.constantFrom("bronze", null),
    channel: fc.constantFrom("phone" as const, null),
    severity: fc.constantFrom(1 as const, 2 as const, null),
    confidenceBp: fc.nat(10_000),
    endedBefore: fc.constantFrom("2026-10-01", null),
    goodwill: fc.option(
      fc.record({ budgetMinor: fc.bigInt(0n, 9n), spentMinor: fc.bigInt(0n, 9n), currency: fc.constant("GBP") }),
    ),
  });

  test("ENT7: there is always a handling and a reason, and severity 1, exempt, is always served", () => {
    fc.assert(
      fc.property(anyPolicy, anyRequest, (policy, request) => {
        const { handling, reasons } = handleNo(policy, request);
        expect(reasons.length).toBeGreaterThan(0);
        const isExempt = policy.severity1 === "exempt" && request.severity === 1;
        expect(!isExempt || consequencesOf(handling, false).isServed).toBe(true);
      }),
    );
  });

  test("ENT7: the order of rules that are not equally specific makes no difference", () => {
    const terms = ({ accounts, plans, channels, severities }: PolicyRule) =>
      [accounts, plans, channels, severities].map((term) => term === "any").join();
    fc.assert(
      fc.property(anyPolicy, anyRequest, (policy, request) => {
        const rules = policy.rules.filter(
          (one, index) => policy.rules.findIndex((other) => terms(other) === terms(one)) === index,
        );
        expect(handleNo({ ...policy, rules: rules.toReversed() }, request)).toEqual(handleNo({ ...policy, rules }, request));
      }),
    );
  });
});
