/** Contracts as they are listed: state, money and health on a day. */

import { z } from "zod";
import type { ContractRow } from "#api/contracts.ts";
import type { ContractState } from "#core/coverage/state.ts";
import { daysBetween, plusDays } from "#core/coverage/days.ts";
import { nameKey } from "#core/identification/keys.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import * as store from "./list-store.ts";

export type ContractsAsked = {
  readonly q?: string | undefined;
  readonly accountId?: string | undefined;
  readonly planId?: string | undefined;
  readonly state?: ContractState | undefined;
  readonly attention?: boolean | undefined;
  readonly sort?: "number" | "end" | undefined;
  /** A day; each contract's own today when left out. */
  readonly at?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Contracts shown with an account: beyond this, ask the list. */
const maxContracts = 1000;

const place = z.tuple([z.iso.date().nullable(), z.string()]);

/**
 * Contracts by number or by end. `q` finds part of a number, or the beginning of a word of the account's name. A contact
 * sees those that are their account's today.
 */
export async function listContracts(ctx: Context, asked: ContractsAsked): Promise<Page<ContractRow>> {
  permit(ctx.actor, "contracts.read");
  if (asked.accountId !== undefined) permitAccount(ctx.actor, asked.accountId);
  const [end, key] = readCursor(asked.cursor, place) ?? [];
  const filter = {
    accountId: asked.accountId,
    planId: asked.planId,
    holder: accountScope(ctx.actor),
    state: asked.state,
    key: asked.q === undefined ? undefined : nameKey(asked.q),
    attention: asked.attention,
    sort: asked.sort,
    after: key === undefined ? undefined : { end: end ?? null, key },
    limit: asked.limit + 1,
  };
  const found = await store.selectContracts(ctx.tx, filter, ctx.now, asked.at);
  return pageOf(found, asked.limit, (last) => [last.lastsBefore, last.numberKey], contractRowOf);
}

/** An account with its contacts, and its contracts by number. Throws `not_found` as `accounts.getAccount` does. */
export async function getAccountWithContracts(
  ctx: Context,
  id: string,
): Promise<accounts.Account & { contactList: accounts.Contact[]; contractList: ContractRow[] }> {
  permit(ctx.actor, "contracts.read");
  const account = await accounts.getAccount(ctx, id);
  const found = await store.selectContracts(ctx.tx, { holder: id, limit: maxContracts }, ctx.now);
  return { ...account, contractList: found.map(contractRowOf) };
}

export function contractRowOf(row: store.ContractFound): ContractRow {
  return {
    id: row.id,
    number: row.number,
    accountId: row.accountId,
    accountName: row.accountName,
    plan: row.plan,
    state: row.state,
    startsOn: row.startsOn,
    endsBefore: row.endsBefore,
    cancelledOn: row.cancelledOn,
    billingEvery: row.billingEvery,
    billingTiming: row.billingTiming,
    timeZone: row.timeZone,
    renewalOf: row.renewalOf,
    renewalMode: row.renewalMode,
    lines: row.lines,
    yearlyValue: { minor: String(row.yearlyMinor), currency: row.currency },
    ...endOf(row),
    health: {
      noticeDue: row.noticeDue,
      idleLines: row.idleLines,
      retiredAssets: row.retiredAssets,
      amendmentsToCome: row.amendmentsToCome,
    },
  };
}

type Ending = Pick<store.ContractFound, "state" | "day" | "lastsBefore" | "endsBefore" | "cancelledOn" | "noticeDays">;

/** How long it is to the end, and the last day to give notice. Notice given on that day is given `noticeDays` before the end. */
export function endOf(row: Ending): Pick<ContractRow, "daysToEnd" | "noticeBy"> {
  const isToCome = row.state === "signed" || row.state === "in_force" || row.state === "suspended";
  if (!isToCome || row.lastsBefore === null) return { daysToEnd: null, noticeBy: null };
  const noticeBy = row.cancelledOn === null && row.endsBefore !== null ? plusDays(row.endsBefore, -row.noticeDays) : null;
  return { daysToEnd: daysBetween(row.day, row.lastsBefore), noticeBy };
}
