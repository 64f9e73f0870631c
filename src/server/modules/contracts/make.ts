/** The making of a contract: a draft, written as often as it takes, and then signed. */

import type { z } from "zod";
import type { newContract } from "#api/contracts.ts";
import type { FieldError } from "#api/problems.ts";
import { activate, type Amended } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { nameKey } from "#core/identification/keys.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import * as plans from "#modules/plans/plans.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type ContractDetail, getContract } from "./detail.ts";
import * as details from "./detail-store.ts";
import { coveredElsewhere, refuseElsewhere, refuseRace } from "./elsewhere.ts";
import { loadFacts } from "./facts.ts";
import { seenContract } from "./known.ts";
import * as store from "./make-store.ts";
import { spelledOut } from "./spelled-out.ts";
import { findSubjects } from "./subjects.ts";
import { writeAmended } from "./write.ts";

type Asked = z.output<typeof newContract>;
export type DraftAsked = Omit<Asked, "signedOn">;

/**
 * Makes a contract, a draft where `signedOn` is null. Throws `conflict` where the number is taken, `not_found` where the account or a
 * plan is not there, and `refused` where its days do not fit together (COV7), or what it is to cover is covered already (COV2).
 */
export async function createContract(ctx: Context, { signedOn, ...asked }: Asked): Promise<ContractDetail> {
  permit(ctx.actor, "contracts.make");
  const id = ctx.newId();
  await draft(ctx, id, asked);
  return signedOn === null ? getContract(ctx, id) : sign(ctx, id, signedOn, "signed");
}

/** Writes a draft anew, whole. Refused as {@link createContract} is; `conflict` where it is signed by now. */
export async function redraftContract(
  ctx: Context,
  id: string,
  asked: DraftAsked,
  expectRevision: (current: number) => void,
): Promise<ContractDetail> {
  permit(ctx.actor, "contracts.make");
  const before = await heldDraft(ctx, id);
  expectRevision(before.revision);
  await draft(ctx, id, asked);
  return getContract(ctx, id);
}

/** Signs a draft: what it says is recorded as covered. Refused as {@link createContract} is. */
export async function signContract(
  ctx: Context,
  id: string,
  { signedOn, reason }: { readonly signedOn?: string | undefined; readonly reason: string },
): Promise<ContractDetail> {
  permit(ctx.actor, "contracts.make");
  await heldDraft(ctx, id);
  const { today } = await seenContract(ctx, id);
  return sign(ctx, id, signedOn ?? today, reason);
}

async function heldDraft(ctx: Context, id: string): Promise<{ revision: number }> {
  const held = await store.lockContract(ctx.tx, id);
  if (held === undefined) throw new Problem("not_found", "There is no such contract.");
  if (held.signedOn !== null)
    throw new Problem("conflict", `This contract was signed on ${held.signedOn}. Change what it covers by an amendment.`);
  return held;
}

async function draft(ctx: Context, id: string, asked: DraftAsked): Promise<void> {
  const taken = await store.selectByNumber(ctx.tx, nameKey(asked.number));
  if (taken !== undefined && taken.id !== id)
    throw refusal("conflict", "/body/number", `Contract ${taken.number} is there already. Give this one another number.`);
  refuseBackwards(asked);
  const header = await headerOf(ctx, id, asked);
  const ids = await store.selectLineIds(ctx.tx, id);
  const lines = asked.lines.map((line) => ({ ...line, id: ids.get(line.number) ?? ctx.newId() }));
  refuseTwice(lines.map(({ number }) => number));
  const covers = await coversOf(ctx, asked, lines);
  await store.writeHeader(ctx.tx, header, ctx.now).catch(refuseTaken);
  await store.writeLines(
    ctx.tx,
    id,
    lines.map((line) => lineToWrite(asked, line, covers)),
  );
  await store.writeDraft(ctx.tx, id, covers);
  await activated(ctx, id, covers, { id: ctx.newId(), reason: "drafted", author: ctx.actor.id });
}

/** Somebody took the number since it was looked up. */
function refuseTaken(error: unknown): never {
  if (error instanceof Error && "code" in error && error.code === "23505")
    throw refusal(
      "conflict",
      "/body/number",
      "Somebody made a contract of this number at the same moment. Give this one another.",
    );
  throw error;
}

/** COV7: the contract and its lines have days. */
function refuseBackwards(asked: DraftAsked): void {
  const own = { of: "The contract", startsOn: asked.startsOn, endsBefore: asked.endsBefore, pointer: "/body/endsBefore" };
  const lines = asked.lines.map((line, index) => ({
    of: `Line ${line.number}`,
    startsOn: line.startsOn ?? asked.startsOn,
    endsBefore: either(line.endsBefore, asked.endsBefore),
    pointer: `/body/lines/${index}/endsBefore`,
  }));
  const bad = [own, ...lines].find(({ startsOn, endsBefore }) => endsBefore !== null && endsBefore <= startsOn);
  if (bad === undefined) return;
  const message = `${bad.of} would end before it begins on ${bad.startsOn}. Give it a later end.`;
  throw new Problem("refused", message, { rule: "COV7", errors: [{ pointer: bad.pointer, message }] });
}

async function headerOf(ctx: Context, id: string, asked: DraftAsked): Promise<store.HeaderToWrite> {
  const account = await accounts.getAccount(ctx, asked.accountId);
  const timeZone = zoneOf(asked.timeZone ?? account.timeZone);
  if (timeZone === undefined)
    throw refusal("refused", "/body/timeZone", `${asked.timeZone} is not a time zone. Write one such as Europe/London.`);
  const currency = asked.currency ?? account.currency;
  if (!currencies.has(currency))
    throw refusal(
      "refused",
      "/body/currency",
      `${currency} is not a currency. Write its three letters, such as GBP, EUR or USD.`,
    );
  await refuseUnknownPlans(ctx, asked);
  return { ...asked, id, numberKey: nameKey(asked.number), anchorOn: asked.anchorOn ?? null, currency, timeZone };
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** In its own spelling. An offset is not a zone: it knows no summer time. */
function zoneOf(typed: string): string | undefined {
  if (!/^[A-Za-z]/.test(typed)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, typed).timeZoneId;
  } catch {
    return undefined;
  }
}

/** Plans that are retired are offered for nothing new. */
async function refuseUnknownPlans(ctx: Context, { planId, lines }: DraftAsked): Promise<void> {
  const known = new Map((await plans.listPlans(ctx)).map((plan) => [plan.id, plan]));
  const ofLines = lines.flatMap(({ covers }, line) =>
    covers.map((cover, index) => ({ id: cover.planId, pointer: `/body/lines/${line}/covers/${index}/planId` })),
  );
  for (const { id, pointer } of [{ id: planId, pointer: "/body/planId" }, ...ofLines]) {
    if (id === undefined) continue;
    const plan = known.get(id);
    if (plan === undefined) throw new Problem("not_found", "There is no such plan. Choose one of the list of plans.");
    if (plan.retiredAt !== null) throw refusal("refused", pointer, `${plan.name} is not offered any more. Choose another plan.`);
  }
}

function refuseTwice(numbers: readonly string[]): void {
  const twice = numbers.findIndex((number, index) => numbers.indexOf(number) !== index);
  if (twice >= 0)
    throw refusal("refused", `/body/lines/${twice}/number`, `There are two lines ${numbers[twice]}. Give each its own number.`);
}

type AskedLine = Asked["lines"][number] & { readonly id: string };

/** What the lines say is to be covered, with all that they leave to the contract. */
async function coversOf(ctx: Context, asked: DraftAsked, lines: readonly AskedLine[]): Promise<details.DraftCover[]> {
  const all = lines.flatMap((line, of) =>
    line.covers.map((cover, at) => ({ line, cover, pointer: `/body/lines/${of}/covers/${at}/subject` })),
  );
  const found = await findSubjects(
    ctx,
    all.map(({ cover }) => cover.subject),
    asked.accountId,
  );
  const errors: FieldError[] = found.flatMap((one, index) =>
    "refused" in one ? [{ pointer: all[index]!.pointer, message: one.refused }] : [],
  );
  if (errors.length > 0) throw new Problem("refused", errors[0]!.message, { errors: errors.slice(0, maxErrors) });
  const subjects = found as readonly { readonly subject: Subject }[];
  return all.map(({ line, cover }, index) => ({
    lineId: line.id,
    subject: subjects[index]!.subject,
    startsOn: cover.startsOn ?? line.startsOn ?? asked.startsOn,
    endsBefore: either(cover.endsBefore, line.endsBefore, asked.endsBefore),
    planId: cover.planId ?? asked.planId,
    yearlyMinor: String(BigInt(cover.yearlyMinor)),
  }));
}

/** Bad subjects that one refusal lists. */
const maxErrors = 100;

/** The first that is said at all: null says open-ended. */
const either = (...ends: readonly (string | null | undefined)[]): string | null => ends.find((end) => end !== undefined) ?? null;

function lineToWrite(asked: DraftAsked, line: AskedLine, covers: readonly details.DraftCover[]): store.LineToWrite {
  const [subject, another] = covers.filter(({ lineId }) => lineId === line.id).map((cover) => cover.subject);
  const one = another === undefined ? subject : undefined;
  return {
    id: line.id,
    number: line.number,
    service: line.service.toLowerCase(),
    taxBp: line.taxBp,
    startsOn: line.startsOn ?? asked.startsOn,
    endsBefore: either(line.endsBefore, asked.endsBefore),
    subjectKind: one?.kind ?? null,
    assetId: one?.kind === "asset" ? one.assetId : null,
    productId: one?.kind === "product" ? one.productId : null,
    siteId: one?.kind === "site" ? one.siteId : null,
    coversParts: one?.kind === "asset" && one.coversParts,
    coversSubAccounts: one !== undefined && "coversSubAccounts" in one && one.coversSubAccounts,
  };
}

async function sign(ctx: Context, id: string, signedOn: string, reason: string): Promise<ContractDetail> {
  const covers = (await details.selectDraft(ctx.tx, id)) ?? [];
  const amended = await activated(ctx, id, covers, { id: ctx.newId(), reason, author: ctx.actor.id });
  await store.sign(ctx.tx, id, signedOn);
  await writeAmended(ctx, amended, { signedOn, covers }).catch(refuseRace);
  return getContract(ctx, id);
}

/** What signing comes to. Throws `refused` where core or another contract says no. */
async function activated(
  ctx: Context,
  id: string,
  covers: readonly details.DraftCover[],
  signature: { readonly id: string; readonly reason: string; readonly author: string },
): Promise<Amended> {
  const { header, lines } = (await loadFacts(ctx, [id], { forUpdate: true })).get(id)!;
  const outcome = activate({ ...signature, header, lines, covers });
  if (!outcome.ok) {
    const { code, message } = outcome.refusal;
    throw new Problem("refused", await spelledOut(ctx, message, lines), { reason: code, rule: ruleOf(code) });
  }
  refuseElsewhere(await coveredElsewhere(ctx, id, outcome.value.opened, lines));
  return outcome.value;
}

const ruleOf = (code: string): string => (code === "covered_already" ? "COV2" : "COV7");

function refusal(code: "refused" | "conflict", pointer: string, message: string): Problem {
  return new Problem(code, message, { errors: [{ pointer, message }] });
}
