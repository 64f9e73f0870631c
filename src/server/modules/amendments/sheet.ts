/** Changes from a spreadsheet: read, looked up and gathered into one amendment, to be previewed and recorded like any other. */

import { maxChanges, type WireChange, type WireCovered, type WireSubject } from "#api/amendments.ts";
import { loadFacts } from "#modules/contracts/contracts.ts";
import { readSpreadsheet } from "#modules/imports/imports.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { wrongIn } from "./resolve.ts";
import { type RefusedRow, rowsOf, type SheetRow } from "./sheet-rows.ts";
import { selectHead } from "./store.ts";

export type ReadSheet = { readonly rows: number; readonly changes: WireChange[]; readonly refused: RefusedRow[] };

/**
 * The changes of a file's first sheet with rows, alike ones as one, and the rows that are in none, with what to do about each. Throws
 * `not_found`; `refused` for what is no spreadsheet; `too_large` for more rows than one amendment takes.
 */
export async function readAmendmentSheet(ctx: Context, contractId: string, bytes: Buffer): Promise<ReadSheet> {
  permit(ctx.actor, "contracts.amend");
  const facts = (await loadFacts(ctx, [contractId])).get(contractId);
  const head = await selectHead(ctx.tx, contractId, ctx.now);
  if (facts === undefined || head === undefined) throw new Problem("not_found", "There is no such contract.");
  const read = await readSpreadsheet(bytes);
  if (!read.ok) throw new Problem("refused", read.refusal.message, { refusal: read.refusal.code });
  const sheet = read.value.find(({ rows }) => rows.length > 0)!;
  if (sheet.rows.length > maxChanges) {
    throw new Problem(
      "too_large",
      `This sheet has ${sheet.rows.length} rows; one amendment takes ${maxChanges}. Split it into several.`,
    );
  }
  const { rows, refused } = rowsOf(sheet, facts);
  const once = onlyOnce(rows, refused);
  const wrong = await wrongIn(ctx, facts, gathered(once).changes, head.withdrawn);
  const { placeOf } = gathered(once);
  const wrongRows = new Map(wrong.flatMap((one) => [...(placeOf(one.pointer) ?? [])].map((row) => [row, one] as const)));
  for (const [row, { code, message }] of wrongRows) refused.push({ row, column: null, code, message });
  const { changes } = gathered(once.filter(({ row }) => !wrongRows.has(row)));
  return { rows: sheet.rows.length, changes, refused: refused.toSorted((a, b) => a.row - b.row) };
}

/** An asset's second row with the same action says something else of it, or the same again: neither is guessed. */
function onlyOnce(rows: readonly SheetRow[], refused: RefusedRow[]): SheetRow[] {
  const firsts = new Map<string, number>();
  return rows.filter(({ row, action, subject, line }) => {
    const key = JSON.stringify([action, subject, line]).toUpperCase();
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, row);
    else
      refused.push({
        row,
        column: null,
        code: "twice",
        message: `Row ${first} says to ${action} this already. Keep one of the two.`,
      });
    return first === undefined;
  });
}

type Gathered = {
  readonly changes: WireChange[];
  /** The rows that a place in these changes comes of. */
  readonly placeOf: (pointer: string) => readonly number[] | undefined;
};

/** Rows that say the same of several assets are one change, in the place of the first. */
function gathered(rows: readonly SheetRow[]): Gathered {
  const alike = [...Map.groupBy(rows, sameChange).values()];
  const changes = alike.map(changeOf);
  return {
    changes,
    placeOf(pointer) {
      const [, index, item] = /^\/body\/changes\/(\d+)(?:\/(?:covered|subjects)\/(\d+))?/.exec(pointer) ?? [];
      const group = alike[Number(index)];
      return item === undefined
        ? group?.map(({ row }) => row)
        : group?.slice(Number(item), Number(item) + 1).map(({ row }) => row);
    },
  };
}

function sameChange({ row, action, day, yearlyMinor, plan, line }: SheetRow): string {
  switch (action) {
    case "add":
      return JSON.stringify([action, day, yearlyMinor, plan, line]);
    case "remove":
      return JSON.stringify([action, day]);
    case "replace":
      return JSON.stringify([action, row]);
    case "reprice":
      return JSON.stringify([action, day, yearlyMinor]);
    case "move":
      return JSON.stringify([action, day, plan]);
  }
}

function changeOf(rows: readonly SheetRow[]): WireChange {
  const [{ action, day, yearlyMinor, plan, line, newSerial }] = rows as [SheetRow];
  const covered = rows.map(coveredBy);
  switch (action) {
    case "add": {
      const subjects = rows.map(({ subject }): WireSubject => subject);
      return { kind: action, ...(line !== undefined && { line }), subjects, plan, yearlyMinor, startsOn: day };
    }
    case "remove":
      return { kind: action, covered, lastDay: day };
    case "replace":
      return { kind: action, covered: covered[0]!, by: { serial: newSerial }, lastDay: day };
    case "reprice":
      return { kind: action, covered, yearlyMinor, effectiveOn: day };
    case "move":
      return { kind: action, covered, plan, effectiveOn: day };
  }
}

function coveredBy({ subject, line }: SheetRow): WireCovered {
  return line === undefined ? subject : { ...subject, line };
}
