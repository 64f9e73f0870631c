/** Contracts and their lines, as read. */

import { z } from "zod";
import type { EndReason, SubjectKind } from "#core/coverage/coverage.ts";
import { endsBeforeOf } from "#core/coverage/days.ts";
import { type ContractState, contractState } from "#core/coverage/state.ts";
import { nameKey } from "#core/identification/keys.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./read-store.ts";

export type Contract = {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly plan: string;
  /** Computed now, by the contract's own midnights (COV4, COV5). */
  readonly state: ContractState;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly cancelledOn: string | null;
  readonly billingEvery: "month" | "quarter" | "year";
  readonly timeZone: string;
  readonly renewalOf: string | null;
  readonly lines: number;
  readonly yearlyValue: Money;
};

export type ContractLine = {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly scope: SubjectKind;
  /** What it covers, in words: a serial or tag, a product, a site, an account. */
  readonly subject: string;
  readonly assetId: string | null;
  readonly plan: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly endReason: EndReason;
  readonly yearlyValue: Money;
};

type Money = { readonly minor: string; readonly currency: string };

export type ContractsAsked = {
  readonly q?: string | undefined;
  readonly accountId?: string | undefined;
  readonly state?: ContractState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Lines shown with a contract, and contracts with an account: beyond this, ask the lists. */
const maxLines = 10_000;
const maxContracts = 1000;

const place = z.tuple([z.string()]);

/** Contracts by number. `q` finds part of a number. A contact sees their account's only. */
export async function listContracts(ctx: Context, asked: ContractsAsked): Promise<Page<Contract>> {
  permit(ctx.actor, "contracts.read");
  if (asked.accountId !== undefined) permitAccount(ctx.actor, asked.accountId);
  const filter = {
    accountId: accountScope(ctx.actor) ?? asked.accountId,
    state: asked.state,
    key: asked.q === undefined ? undefined : nameKey(asked.q),
    after: readCursor(asked.cursor, place)?.[0],
    limit: asked.limit + 1,
  };
  const found = await store.selectContracts(ctx.tx, filter, ctx.now);
  return pageOf(found, asked.limit, (last) => [last.number_key], contractOf);
}

/** A contract with its lines. Throws `not_found`, also for a contact whose account's it is not. */
export async function getContract(ctx: Context, id: string): Promise<Contract & { lineList: ContractLine[] }> {
  permit(ctx.actor, "contracts.read");
  const [row] = await store.selectContracts(ctx.tx, { id, accountId: accountScope(ctx.actor), limit: 1 }, ctx.now);
  if (row === undefined) throw new Problem("not_found", "There is no such contract.");
  const lines = await store.selectLines(ctx.tx, id, maxLines);
  return { ...contractOf(row), lineList: lines.map(lineOf) };
}

/** An account with its contacts, and its contracts by number. Throws `not_found` as `accounts.getAccount` does. */
export async function getAccountWithContracts(
  ctx: Context,
  id: string,
): Promise<accounts.Account & { contactList: accounts.Contact[]; contractList: Contract[] }> {
  permit(ctx.actor, "contracts.read");
  const account = await accounts.getAccount(ctx, id);
  const found = await store.selectContracts(ctx.tx, { accountId: id, limit: maxContracts }, ctx.now);
  return { ...account, contractList: found.map(contractOf) };
}

function contractOf(row: store.ContractFound): Contract {
  const dates = { signedOn: row.signed_on, startsOn: row.starts_on, endsBefore: row.ends_before, cancelledOn: row.cancelled_on };
  return {
    id: row.id,
    number: row.number,
    accountId: row.account_id,
    accountName: row.accountName,
    plan: row.planName,
    state: contractState(dates, row.today),
    startsOn: row.starts_on,
    endsBefore: row.ends_before,
    cancelledOn: row.cancelled_on,
    billingEvery: row.billing_every as Contract["billingEvery"],
    timeZone: row.time_zone,
    renewalOf: row.renewal_of,
    lines: row.lines,
    yearlyValue: { minor: String(row.yearlyMinor), currency: row.currency },
  };
}

/** A line that nothing covers yet, such as a draft's, shows its own days at no price. */
function lineOf(row: store.LineFound): ContractLine {
  const covered = row.covered_from !== null;
  const ownEnd = row.removed_on === null ? row.ends_before : endsBeforeOf(row.removed_on);
  const ownReason = row.removed_on === null ? "term" : "removed";
  return {
    id: row.id,
    number: row.number,
    service: row.service,
    scope: row.subject_kind as SubjectKind,
    subject: subjectOf(row),
    assetId: row.asset_id,
    plan: row.planName,
    startsOn: row.starts_on,
    endsBefore: covered ? row.covered_before : ownEnd,
    endReason: (row.end_reason as EndReason | null) ?? ownReason,
    yearlyValue: { minor: String(row.yearly_minor ?? 0n), currency: row.currency },
  };
}

function subjectOf(row: store.LineFound): string {
  return row.serial ?? row.tag ?? row.productName ?? row.siteName ?? row.accountName;
}
