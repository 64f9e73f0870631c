import { describe, expect, test } from "vitest";
import { contractState } from "./state.ts";

const term = { signedOn: "2025-12-10", startsOn: "2026-01-01", endsBefore: "2027-01-01", cancelledOn: null, suspensions: [] };

describe("the state of a contract", () => {
  test("COV5: unsigned it is a draft, whatever the day", () => {
    expect(contractState({ ...term, signedOn: null }, "2026-06-01")).toBe("draft");
    expect(contractState({ ...term, signedOn: null }, "2027-06-01")).toBe("draft");
  });

  test("COV5: signed until it starts, in force through its last day, ended from the day after", () => {
    expect(contractState(term, "2025-12-31")).toBe("signed");
    expect(contractState(term, "2026-01-01")).toBe("in_force");
    expect(contractState(term, "2026-12-31")).toBe("in_force");
    expect(contractState(term, "2027-01-01")).toBe("ended");
  });

  test("COV5: an open-ended contract never ends by itself", () => {
    expect(contractState({ ...term, endsBefore: null }, "2099-01-01")).toBe("in_force");
    expect(contractState({ ...term, endsBefore: null, cancelledOn: "2030-06-30" }, "2030-07-01")).toBe("cancelled");
  });

  test("COV3: cancelled on 30 June it is in force on 30 June, cancelled from 1 July and for ever after", () => {
    const cancelled = { ...term, cancelledOn: "2026-06-30" };
    expect(contractState(cancelled, "2026-06-30")).toBe("in_force");
    expect(contractState(cancelled, "2026-07-01")).toBe("cancelled");
    expect(contractState(cancelled, "2028-01-01")).toBe("cancelled");
  });

  test("COV5: cancelled on its own last day, or later, it simply ended", () => {
    expect(contractState({ ...term, cancelledOn: "2026-12-31" }, "2027-01-01")).toBe("ended");
    expect(contractState({ ...term, cancelledOn: "2027-03-31" }, "2027-05-01")).toBe("ended");
    expect(contractState({ ...term, cancelledOn: "2026-12-30" }, "2027-01-01")).toBe("cancelled");
  });

  test("COV5: cancelled before it began, it never was in force", () => {
    expect(contractState({ ...term, cancelledOn: "2025-12-31" }, "2026-01-01")).toBe("cancelled");
  });

  test("COV5: suspended on the days of a suspension, and in force again by itself", () => {
    const suspended = { ...term, suspensions: [{ startsOn: "2026-03-01", endsBefore: "2026-04-01" }] };
    expect(contractState(suspended, "2026-02-28")).toBe("in_force");
    expect(contractState(suspended, "2026-03-01")).toBe("suspended");
    expect(contractState(suspended, "2026-03-31")).toBe("suspended");
    expect(contractState(suspended, "2026-04-01")).toBe("in_force");
    expect(contractState({ ...suspended, signedOn: null }, "2026-03-01")).toBe("draft");
  });

  test("COV5: a suspension without an end lasts until it is resumed, and neither before the contract nor after it", () => {
    const suspended = { ...term, suspensions: [{ startsOn: "2025-12-01", endsBefore: null }] };
    expect(contractState(suspended, "2025-12-31")).toBe("signed");
    expect(contractState(suspended, "2026-12-31")).toBe("suspended");
    expect(contractState(suspended, "2027-01-01")).toBe("ended");
    expect(contractState({ ...suspended, cancelledOn: "2026-06-30" }, "2026-07-01")).toBe("cancelled");
  });
});
