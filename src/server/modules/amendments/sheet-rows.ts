/** A spreadsheet of changes, row by row: what each cell says, and what is wrong with it. */

import type { ContractFacts } from "#core/amendments/index.ts";
import type { Outcome } from "#core/outcome.ts";
import { amountOf, type Cell, dateIn, decimalMarkOf, headingKey, type Sheet, textOf } from "#modules/imports/imports.ts";

/** The fields of a row, and the headings that each is known by. */
const headings = {
  serial: ["serial", "serial number", "serial no", "s/n"],
  tag: ["tag", "asset tag"],
  action: ["action", "change", "what"],
  day: ["day", "date", "last day", "effective", "effective on", "from"],
  price: ["price", "yearly", "yearly price", "yearly value", "price of a year"],
  plan: ["plan", "support plan"],
  line: ["line", "line number"],
  newSerial: ["new serial", "replaced by", "replacement", "new serial number"],
} as const;
export type Column = keyof typeof headings;

const actions = ["add", "remove", "replace", "reprice", "move"] as const;
type Action = (typeof actions)[number];
/** What an action cannot do without, beside the subject and the day. */
const needed: Readonly<Record<Action, readonly Column[]>> = {
  add: ["price", "plan"],
  remove: [],
  replace: ["newSerial"],
  reprice: ["price"],
  move: ["plan"],
};

export type SheetRow = {
  readonly row: number;
  readonly action: Action;
  readonly subject: { readonly serial: string } | { readonly assetTag: string };
  /** The last day covered of what is removed or replaced; the first day of everything else. */
  readonly day: string;
  readonly yearlyMinor: string;
  readonly plan: string;
  readonly line: string | undefined;
  readonly newSerial: string;
};

export type RefusedRow = {
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
};

/** The rows that say what is to be done, and those that do not. Headings are matched whatever their case, blanks and punctuation. */
export function rowsOf(sheet: Sheet, { header }: ContractFacts): { rows: SheetRow[]; refused: RefusedRow[] } {
  const columns = columnsOf(sheet.headings);
  const at = columns.get("price");
  const decimal = decimalMarkOf(at === undefined ? [] : sheet.rows.map(({ cells }) => cells[at] ?? null));
  const refused: RefusedRow[] = [];
  const rows = sheet.rows.flatMap(({ row, cells }) => {
    const cell = (column: Column): Cell => cells[columns.get(column) ?? -1] ?? "";
    const refuse = (column: Column, code: string, message: string): [] => {
      const heading = sheet.headings[columns.get(column) ?? -1];
      refused.push({ row, column: heading ?? null, code, message });
      return [];
    };
    const action = actions.find((one) => one === textOf(cell("action")).toLowerCase());
    if (action === undefined) {
      return refuse("action", "unknown_action", `“${textOf(cell("action"))}” is no action. Write ${actions.join(", ")}.`);
    }
    const [serial, tag] = [textOf(cell("serial")), textOf(cell("tag"))];
    if (serial === "" && tag === "") return refuse("serial", "missing", "Name the asset by its serial or its tag.");
    const missing = needed[action].find((column) => textOf(cell(column)) === "");
    if (missing !== undefined) return refuse(missing, "missing", `To ${action}, fill in ${headings[missing][0]}.`);
    const day = dateIn(cell("day"));
    if (!day.ok) return refuse("day", day.refusal.code, day.refusal.message);
    const price: Outcome<{ minor: bigint }> =
      textOf(cell("price")) === "" ? { ok: true, value: { minor: 0n } } : amountOf(cell("price"), header.currency, decimal);
    if (!price.ok) return refuse("price", price.refusal.code, price.refusal.message);
    return {
      row,
      action,
      subject: serial === "" ? { assetTag: tag } : { serial },
      day: day.value,
      yearlyMinor: price.value.minor.toString(),
      plan: textOf(cell("plan")),
      line: textOf(cell("line")) || undefined,
      newSerial: textOf(cell("newSerial")),
    };
  });
  return { rows, refused };
}

/** Where each field's column is; an unknown heading is nobody's. */
function columnsOf(given: readonly string[]): Map<Column, number> {
  const keys = given.map(headingKey);
  const found = Object.entries(headings).map(
    ([column, names]) => [column as Column, keys.findIndex((key) => names.some((name) => headingKey(name) === key))] as const,
  );
  return new Map(found.filter(([, index]) => index !== -1));
}
