import { describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import { changesOf, draftOf, withChange } from "./about-draft.ts";

const ticket = {
  accountId: "northgate",
  contactId: "layla",
  assetId: "switch",
  productId: "cx-2400",
  channel: "phone",
  severity: 3,
} as unknown as Ticket;

describe("what a ticket is about", () => {
  test("ENT11: only what differs is sent, so that nothing differs where it is put back", () => {
    const other = withChange(draftOf(ticket), { channel: "portal" });
    expect(changesOf(ticket, other)).toEqual({ channel: "portal" });
    expect(changesOf(ticket, withChange(other, { channel: "phone" }))).toEqual({});
  });

  test("ENT11: another account leaves the people and assets of the first behind; the same account does not", () => {
    expect(changesOf(ticket, withChange(draftOf(ticket), { accountId: "harbor" }))).toEqual({
      accountId: "harbor",
      contactId: null,
      assetId: null,
    });
    expect(changesOf(ticket, withChange(draftOf(ticket), { accountId: "northgate" }))).toEqual({});
  });

  test("an asset tells its own product: none is sent beside it", () => {
    expect(changesOf(ticket, withChange(draftOf(ticket), { productId: "other" }))).toEqual({});
    expect(changesOf(ticket, withChange(draftOf(ticket), { assetId: null, productId: "other" }))).toEqual({
      assetId: null,
      productId: "other",
    });
  });
});
