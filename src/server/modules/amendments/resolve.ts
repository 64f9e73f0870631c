/** Changes as the wire has them (serials, tags, numbers of lines, names of plans) as core takes them: ids, and nothing left open. */

import type { WireChange, WireCovered, WireSubject } from "#api/amendments.ts";
import type { Change, ContractFacts, CoveredSubject, Line } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { coveredKey } from "#core/amendments/facts.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { type Things, thingsOf } from "./known-things.ts";
import { repricedByPercent } from "./percent.ts";
import { Refusals, type Wrong } from "./refusals.ts";
import { Subjects } from "./subjects.ts";

/** Core's changes, and of each the place of the change that it comes of: a change by percent comes to one for each price. */
export type Resolved = { readonly changes: readonly Change[]; readonly origin: readonly number[] };

type Reading = {
  readonly ctx: Context;
  readonly facts: ContractFacts;
  readonly things: Things;
  readonly subjects: Subjects;
  readonly refusals: Refusals;
  /** Numbers of lines that an amendment since reversed had added. */
  readonly withdrawn: ReadonlySet<string>;
};

/** Throws `refused`, with all that is wrong and where, for what is named and is not there. */
export async function resolve(
  ctx: Context,
  facts: ContractFacts,
  wire: readonly WireChange[],
  withdrawnLines: readonly string[],
): Promise<Resolved> {
  const { refusals, ...resolved } = await attempt(ctx, facts, wire, withdrawnLines);
  refusals.throwIfAny();
  return resolved;
}

/** All that is named and is not there. */
export async function wrongIn(
  ctx: Context,
  facts: ContractFacts,
  wire: readonly WireChange[],
  withdrawnLines: readonly string[],
): Promise<readonly Wrong[]> {
  return (await attempt(ctx, facts, wire, withdrawnLines)).refusals.all;
}

async function attempt(
  ctx: Context,
  facts: ContractFacts,
  wire: readonly WireChange[],
  withdrawnLines: readonly string[],
): Promise<Resolved & { readonly refusals: Refusals }> {
  const refusals = new Refusals();
  const things = await thingsOf(ctx, facts, wire, refusals);
  const subjects = new Subjects(facts, things, refusals);
  const reading = { ctx, facts, things, subjects, refusals, withdrawn: new Set(withdrawnLines.map(nameKey)) };
  const read = wire.flatMap((change, index) =>
    changesFrom(reading, change, `/body/changes/${index}`).map((made) => ({ made, index })),
  );
  return { changes: read.map(({ made }) => made), origin: read.map(({ index }) => index), refusals };
}

function changesFrom(reading: Reading, change: WireChange, at: string): Change[] {
  switch (change.kind) {
    case "add":
      return listed(addFrom(reading, change, at));
    case "remove": {
      const { kind, lastDay, laterFacts } = change;
      return [{ kind, covered: allCovered(reading, change.covered, `${at}/covered`), lastDay, laterFacts }];
    }
    case "replace":
      return listed(replaceFrom(reading, change, at));
    case "move": {
      const planId = reading.things.plan(change, `${at}/plan`, "from_now_on");
      const { kind, effectiveOn, laterFacts } = change;
      const covered = allCovered(reading, change.covered, `${at}/covered`);
      return planId === undefined ? [] : [{ kind, covered, planId, effectiveOn, laterFacts }];
    }
    case "reprice":
      return repriceFrom(reading, change, at);
    case "shorten":
    case "resume": {
      const agreedClamps = allCovered(reading, change.agreedClamps ?? [], `${at}/agreedClamps`);
      return [{ ...change, agreedClamps }];
    }
    case "transfer":
      if (reading.things.isThere("account", change.accountId)) return [change];
      return listed(reading.refusals.refuse("unknown_account", `${at}/accountId`, "There is no such account."));
    case "correct":
      return listed(correctFrom(reading, change, at));
    case "extend":
    case "suspend":
    case "cancel":
      return [change];
  }
}

const listed = (change: Change | undefined): Change[] => (change === undefined ? [] : [change]);

function allCovered({ subjects }: Reading, named: readonly WireCovered[], at: string): CoveredSubject[] {
  return named.flatMap((one, index) => subjects.covered(one, `${at}/${index}`) ?? []);
}

type Of<K extends WireChange["kind"]> = Extract<WireChange, { kind: K }>;

function addFrom(reading: Reading, change: Of<"add">, at: string): Change | undefined {
  const { subjects, things } = reading;
  const { kind, startsOn, yearlyMinor, laterFacts } = change;
  const planId = things.plan(change, `${at}/plan`, "from_now_on");
  const line = lineFrom(reading, change, `${at}/line`);
  const found = change.subjects.map((named, index) => subjects.subject(named, startsOn, `${at}/subjects/${index}`));
  const covered = found.filter((subject): subject is Subject => subject !== undefined);
  if (line === undefined || planId === undefined) return undefined;
  for (const subject of covered) subjects.covers(subject, line.id);
  const isNew = reading.facts.lines.every(({ id }) => id !== line.id) && subjects.line(line.number) !== line;
  if (isNew) subjects.addLine(line);
  const endsBefore = change.endsBefore === undefined ? line.endsBefore : change.endsBefore;
  return { kind, line: isNew ? line : line.id, subjects: covered, planId, yearlyMinor, startsOn, endsBefore, laterFacts };
}

/** The line named, or a new one: for as long as the contract, unless it says otherwise. */
function lineFrom(
  { ctx, facts, subjects, refusals, withdrawn }: Reading,
  { line, startsOn }: Of<"add">,
  at: string,
): Line | undefined {
  if (typeof line === "string") {
    return (
      subjects.line(line) ??
      refusals.refuse("no_such_line", at, `The contract has no line ${line}. Name one that it has, or add one.`)
    );
  }
  const number = line?.number ?? unusedNumber(subjects, withdrawn);
  if (subjects.line(number) !== undefined || withdrawn.has(nameKey(number))) {
    return refusals.refuse(
      "line_exists",
      `${at}/number`,
      `There is or was a line ${number} already. Give the new one another number.`,
    );
  }
  const { header } = facts;
  const endsBefore = line?.endsBefore === undefined ? header.endsBefore : line.endsBefore;
  return { id: ctx.newId(), number, service: line?.service ?? "support", startsOn: line?.startsOn ?? startsOn, endsBefore };
}

function unusedNumber(subjects: Subjects, withdrawn: ReadonlySet<string>): string {
  let number = subjects.nextNumber();
  while (withdrawn.has(nameKey(number))) number = String(Number(number) + 1);
  return number;
}

function replaceFrom({ facts, subjects }: Reading, change: Of<"replace">, at: string): Change | undefined {
  const { kind, lastDay, laterFacts } = change;
  const covered = subjects.covered(change.covered, `${at}/covered`);
  const by = subjects.subject(asFarReaching(change.by, covered?.subject), facts.header.startsOn, `${at}/by`);
  if (covered === undefined || by === undefined) return undefined;
  subjects.covers(by, covered.lineId);
  return { kind, covered, by, lastDay, laterFacts };
}

/** What takes a place covers as much as what it replaces (parts, sub-accounts), unless it says otherwise. */
function asFarReaching(by: WireSubject, replaced: Subject | undefined): WireSubject {
  if (replaced?.kind === "asset") return { ...by, coversParts: by.coversParts ?? replaced.coversParts };
  if (replaced === undefined || replaced.kind === "site") return by;
  return { ...by, coversSubAccounts: by.coversSubAccounts ?? replaced.coversSubAccounts };
}

function repriceFrom(reading: Reading, change: Of<"reprice">, at: string): Change[] {
  const { kind, yearlyMinor, byPercent, effectiveOn, laterFacts } = change;
  const covered = allCovered(reading, change.covered, `${at}/covered`);
  if ((yearlyMinor === undefined) === (byPercent === undefined)) {
    return listed(reading.refusals.refuse("no_price", at, "Give a price or a percentage, one of the two."));
  }
  if (yearlyMinor !== undefined) return [{ kind, covered, yearlyMinor, effectiveOn, laterFacts }];
  const wanted = new Set(covered.map(coveredKey));
  const days = reading.facts.coverage.filter((fact) => wanted.has(coveredKey(fact)));
  return repricedByPercent(covered, days, { byPercent: byPercent!, effectiveOn, laterFacts });
}

function correctFrom({ subjects, things }: Reading, change: Of<"correct">, at: string): Change | undefined {
  const { kind, startsOn, endsBefore, to } = change;
  const covered = subjects.covered(change.covered, `${at}/covered`);
  if (to === null) return covered && { kind, ...covered, startsOn, endsBefore, to };
  const planId = things.plan(to, `${at}/to/plan`, "as_it_was");
  if (covered === undefined || planId === undefined) return undefined;
  subjects.covers(covered.subject, covered.lineId);
  return { kind, ...covered, startsOn, endsBefore, to: { planId, yearlyMinor: to.yearlyMinor } };
}
