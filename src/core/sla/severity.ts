import { accept, type Outcome, refuse } from "../outcome.ts";

/** Severity by impact, then urgency; 1 is the gravest (SLA1). Plain JSON: `{ high: { high: 1, low: 2 }, low: { high: 2, low: 3 } }`. */
export type SeverityMatrix = { readonly [impact: string]: { readonly [urgency: string]: number } };

/**
 * Refuses a matrix with nothing in it (`empty_matrix`), with a gap (`missing_severity`: every impact must know every
 * urgency), or with a severity that is not 1, 2, 3, … (`bad_severity`). The path leads to the cell.
 */
export function makeSeverityMatrix(given: SeverityMatrix): Outcome<SeverityMatrix> {
  const urgencies = [...new Set(Object.values(given).flatMap((row) => Object.keys(row)))];
  if (urgencies.length === 0) return refuse("empty_matrix", "Give a severity for at least one impact and urgency.");
  for (const [impact, row] of Object.entries(given)) {
    for (const urgency of urgencies) {
      const severity = row[urgency];
      if (severity === undefined)
        return refuse("missing_severity", `Say how severe impact "${impact}" at urgency "${urgency}" is.`, [impact, urgency]);
      if (!Number.isInteger(severity) || severity < 1)
        return refuse("bad_severity", `${severity} is no severity; use 1 for the gravest, 2, 3, ….`, [impact, urgency]);
    }
  }
  return accept(given);
}

/** The severity of an impact and an urgency. Refuses (`unknown_impact`, `unknown_urgency`) with the known ones named. */
export function severityOf(matrix: SeverityMatrix, impact: string, urgency: string): Outcome<number> {
  const row = own(matrix, impact);
  if (row === undefined)
    return refuse("unknown_impact", `"${impact}" is no impact; use ${Object.keys(matrix).join(", ")}.`, ["impact"]);
  const severity = own(row, urgency);
  if (severity === undefined)
    return refuse("unknown_urgency", `"${urgency}" is no urgency; use ${Object.keys(row).join(", ")}.`, ["urgency"]);
  return accept(severity);
}

/** A property of the record's own: what people type must not find `constructor`. */
function own<T>(record: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
