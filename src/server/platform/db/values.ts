import pg from "pg";

/**
 * How values cross between SQL and TypeScript, in one place:
 *
 * | SQL                   | TypeScript                                                        |
 * |-----------------------|-------------------------------------------------------------------|
 * | timestamptz           | Temporal.Instant, to the microsecond that PostgreSQL keeps         |
 * | date                  | "YYYY-MM-DD" string (a day has no instant, so never a JS Date)     |
 * | int8                  | bigint                                                            |
 * | numeric               | string                                                            |
 * | daterange, tstzrange  | string, as PostgreSQL writes them                                 |
 * | json, jsonb           | parsed                                                            |
 *
 * Sessions run in UTC. Going in, an Instant, PlainDate or bigint may be given as a parameter as it is.
 */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text)],
  [pg.types.builtins.INT8, BigInt],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMP, (text) => text],
  [1182, dateArray],
  [1016, (text) => list(text).map(BigInt)],
  [1185, (text) => list(text).map((item) => Temporal.Instant.from(item))],
]);

function dateArray(text: string): string[] {
  return list(text);
}

/** The items of a one-dimensional array of a type whose text needs no escaping. */
function list(text: string): string[] {
  const inside = text.slice(1, -1);
  return inside === "" ? [] : inside.split(",").map((item) => item.replaceAll('"', ""));
}

/** The domain's reading of values, handed to every connection. */
export const domainTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers.get(oid)) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** The driver's own reading (timestamptz as Date, int8 as string), for libraries that keep their own tables. */
export const libraryTypes: pg.CustomTypesConfig = pg.types;

/** A parameter as the driver can send it. Only Temporal values need help: the driver would write them as JSON. */
export function toParameter(value: unknown): unknown {
  return value instanceof Temporal.Instant || value instanceof Temporal.PlainDate ? value.toString() : value;
}
