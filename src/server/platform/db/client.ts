import pg from "pg";
import { toParameter } from "./values.ts";

/** Statements beyond this many are not named: a runaway of distinct texts must not fill the server's memory. */
const NAMED_STATEMENTS = 400;
/** Longer texts are mostly one-off bulk statements. */
const LONGEST_NAMED = 8_000;
/** A statement is named when it comes for the third time; what comes once is not worth a plan of its own. */
const NAMED_FROM = 3;

const uses = new Map<string, number>();
const names = new Map<string, string>();

/** The name under which a repeated statement is prepared, or undefined while it is not worth one. */
function statementName(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined) return name;
  if (text.length > LONGEST_NAMED || names.size >= NAMED_STATEMENTS) return undefined;
  const count = (uses.get(text) ?? 0) + 1;
  if (count < NAMED_FROM) {
    if (uses.size >= NAMED_STATEMENTS * 10) uses.clear();
    uses.set(text, count);
    return undefined;
  }
  uses.delete(text);
  const made = `ambit_${names.size}`;
  names.set(text, made);
  return made;
}

/** The driver's client, preparing repeated statements by name and sending Temporal values as text. */
export class Client extends pg.Client {
  // The driver declares a dozen overloads for callbacks and streams. Only the shape (text, values) is changed here.
  override query(...parameters: unknown[]): never {
    const [text, values, ...others] = parameters;
    const query = super.query.bind(this) as (...rest: unknown[]) => never;
    if (typeof text !== "string" || !Array.isArray(values) || values.length === 0) return query(...parameters);
    return query({ name: statementName(text), text, values: values.map(toParameter) }, ...others);
  }
}
