/** What a contract covers, subject by subject: each with its stretches, and where the day lies among them. */

import { z } from "zod";
import type { CoveredRow } from "#api/contracts.ts";
import { stretchesOf } from "#core/amendments/changes-of.ts";
import { coveredKey, type AgreedDays, type Line } from "#core/amendments/facts.ts";
import { serialKey } from "#core/identification/serial.ts";
import { compareText } from "#core/order.ts";
import type { Context } from "#platform/context.ts";
import { pageOf, readCursor } from "#platform/page.ts";
import { type Agreed, type AsOf, type Known, knownContract } from "./known.ts";
import { type Names, namesOf } from "./names.ts";
import * as on from "./on-day.ts";

export type CoveredAsked = AsOf & {
  readonly lineId?: string | undefined;
  readonly q?: string | undefined;
  readonly phase?: CoveredRow["phase"] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** How many rows came before. */
const place = z.int().min(1);

/** By line, then by the subject's words. `q` finds part of a name, or of a serial as meant. Throws `not_found` as `getContract` does. */
export async function listCovered(
  ctx: Context,
  id: string,
  asked: CoveredAsked,
): Promise<{ rows: CoveredRow[]; nextCursor: string | null; total: number }> {
  const known = await knownContract(ctx, id, asked);
  const agreed = known.agreed.filter(({ lineId }) => asked.lineId === undefined || lineId === asked.lineId);
  const names = await namesOf(
    ctx.tx,
    agreed.map(({ subject }) => subject),
    agreed.map(({ planId }) => planId),
  );
  const ofLine = new Map(known.facts.lines.map((line) => [line.id, line]));
  const rows = [...Map.groupBy(agreed, coveredKey).values()]
    .map((days) => coveredRow(known, ofLine.get(days[0]!.lineId)!, days, names))
    .filter((row) => (asked.phase === undefined || row.phase === asked.phase) && isMeant(row, asked.q))
    .toSorted(byLineAndWords);
  const before = readCursor(asked.cursor, place) ?? 0;
  const page = pageOf(
    rows.slice(before, before + asked.limit + 1),
    asked.limit,
    () => before + asked.limit,
    (row) => row,
  );
  return { ...page, total: rows.length };
}

function coveredRow({ facts, header, day }: Known, line: Line, days: readonly Agreed[], names: Names): CoveredRow {
  const { accountId } = facts.header.accounts[0]!;
  const ofAccount: AgreedDays[] = days.map((one) => ({ accountId, ...one }));
  const stretches = stretchesOf(ofAccount).map(({ startsOn, endsBefore, planId, yearlyMinor, suspended }) => {
    const { endReason } = days.find((one) => one.endsBefore === endsBefore)!;
    return { startsOn, endsBefore, planId, plan: names.of(planId), yearlyMinor, suspended, endReason };
  });
  const { startsOn, endsBefore, endReason, planId, plan, yearlyMinor, suspended } = on.nearest(stretches, day)!;
  const isOn = on.isOn({ startsOn, endsBefore }, day) && header.signedOn !== null;
  return {
    lineId: line.id,
    line: line.number,
    service: line.service,
    subject: names.subject(days[0]!.subject),
    phase: isOn ? (suspended ? "suspended" : "covered") : day < startsOn || header.signedOn === null ? "before" : "after",
    startsOn,
    endsBefore,
    endReason,
    planId,
    plan,
    yearlyValue: { minor: yearlyMinor, currency: facts.header.currency },
    stretches: stretches.map(({ planId: _, ...stretch }) => stretch),
  };
}

function isMeant({ subject }: CoveredRow, q: string | undefined): boolean {
  if (q === undefined) return true;
  const part = q.trim().toLowerCase();
  const key = serialKey(q);
  const inWords = [subject.words, subject.detail].some((words) => words.toLowerCase().includes(part));
  return inWords || (subject.kind === "asset" && key !== "" && serialKey(subject.words).includes(key));
}

/** Line 2 before line 10. */
function byLineAndWords(a: CoveredRow, b: CoveredRow): number {
  return a.line.length - b.line.length || compareText(a.line, b.line) || compareText(a.subject.words, b.subject.words);
}
