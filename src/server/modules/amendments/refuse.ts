/** A refusal of core's in words that people know things by, with what they need in order to decide. */

import type { WireCovered } from "#api/amendments.ts";
import type { AgreedDays, AmendRefusal, ContractFacts } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { namesOf, type Names } from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { selectAmendments } from "./store.ts";

/** How many of a refusal's list are told. */
const toldAtMost = 1000;

const rules: Readonly<Record<string, string>> = {
  later_facts: "COV13",
  depended_on: "COV13",
  reversed_already: "COV13",
  not_reversible: "COV13",
  clamps: "COV6",
  covered_already: "COV2",
  outside: "COV7",
  no_days: "COV7",
  cancelled: "COV3",
};

/** The problem `refused`: `change` is the place of the change in question, `laterFacts`, `clamps` and `dependants` are what is at stake. */
export async function problemOf(
  ctx: Context,
  facts: ContractFacts,
  refusal: AmendRefusal,
  origin: readonly number[],
): Promise<Problem> {
  const later = refusal.laterFacts?.slice(0, toldAtMost);
  const clamps = refusal.clamps?.slice(0, toldAtMost);
  const listed = [...(later ?? []), ...(clamps ?? []).map(({ days }) => days)];
  const named = refusal.message.match(uuids) ?? [];
  const names = await namesOf(
    ctx.tx,
    listed.map(({ subject }) => subject),
    [...named, ...listed.map(({ planId }) => planId)],
  );
  const lines = new Map([...facts.lines].map(({ id, number }) => [id, number]));
  const at = placeOf(refusal.path, origin);
  const message = inWords(refusal.message, facts, names);
  return new Problem("refused", message, {
    rule: rules[refusal.code] ?? "COV8",
    refusal: refusal.code,
    ...(at !== undefined && { change: at.change, errors: [{ pointer: at.pointer, message }] }),
    ...(later && { laterFacts: later.map((days) => stakeOf(days, lines, names)) }),
    ...(clamps && { clamps: clamps.map(({ days, left }) => ({ ...stakeOf(days, lines, names), left })) }),
    ...(refusal.dependants && { dependants: await dependantsOf(ctx, facts, refusal.dependants) }),
  });
}

const uuids = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** The sentence with what people call each thing in place of its id. */
function inWords(message: string, { lines, amendments }: ContractFacts, names: Names): string {
  const own = new Map([
    ...lines.map(({ id, number }) => [id, number] as const),
    ...amendments.map(
      ({ id, kind, effectiveOn, reason }) => [id, `the amendment “${reason}” (${kind}, ${effectiveOn})`] as const,
    ),
  ]);
  const told = message.replace(uuids, (id) => own.get(id) ?? (names.of(id) || id));
  return told.charAt(0).toUpperCase() + told.slice(1);
}

/** Where in the request it went wrong. A change by percent is several of core's: then it is the change as a whole. */
function placeOf(path: AmendRefusal["path"], origin: readonly number[]): { change: number; pointer: string } | undefined {
  const [first, index, ...inside] = path ?? [];
  if (first !== "changes" || typeof index !== "number") return undefined;
  const change = origin[index]!;
  const isOne = origin.filter((one) => one === change).length === 1;
  return { change, pointer: ["/body/changes", change, ...(isOne ? inside : [])].join("/") };
}

function stakeOf(days: AgreedDays, lines: ReadonlyMap<string, string>, names: Names) {
  const { lineId, subject, startsOn, endsBefore, planId, yearlyMinor, suspended } = days;
  const line = lines.get(lineId) ?? "";
  const covered: WireCovered = { line, ...wireSubject(subject) };
  const { words, assetId } = names.subject(subject);
  return { line, subject: words, assetId, covered, startsOn, endsBefore, plan: names.of(planId), yearlyMinor, suspended };
}

function wireSubject(subject: Subject): WireCovered {
  switch (subject.kind) {
    case "asset":
      return { assetId: subject.assetId };
    case "product":
      return { productId: subject.productId, accountId: subject.accountId };
    case "site":
      return { siteId: subject.siteId };
    case "account":
      return { accountId: subject.accountId };
  }
}

async function dependantsOf(ctx: Context, { header }: ContractFacts, ids: readonly string[]) {
  const wanted = new Set(ids);
  const all = await selectAmendments(ctx.tx, header.contractId);
  return all.filter(({ id }) => wanted.has(id)).map(({ changes: _, ...row }) => row);
}
