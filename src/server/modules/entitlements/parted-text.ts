/**
 * Records as text: values parted by one mark, records by another. Two characters that no keyboard has, and that are taken
 * out of whatever people typed before it is put between them.
 */

import { flat } from "#core/flat.ts";
import { Remembered } from "#core/remembered.ts";

const valueMark = "\u001f";
const recordMark = "\u001e";

/** A value that people typed, or nothing. */
export const typed = (sql: string): string => `translate(coalesce(${sql}, ''), '${valueMark}${recordMark}', '')`;
/** A value of ours that may be absent. */
export const maybe = (sql: string): string => `coalesce(${sql}::text, '')`;
/** The values of one record, each by itself and none of them null. (With `concat_ws` it would cost twice as much.) */
export const record = (...values: readonly string[]): string => values.join(` || '${valueMark}' || `);
/** The records of a set, null where it is empty. */
export const records = (values: string): string => `string_agg(${values}, '${recordMark}')`;

/** The values of one record. */
export const readRecord = (text: string): readonly string[] => text.split(valueMark);
/** The records of a set. */
export const readRecords = (text: string | null): readonly (readonly string[])[] =>
  text ? text.split(recordMark).map(readRecord) : [];
/** A value that may be absent. */
export const read = (value: string | undefined): string | null => value || null;

/** A value that stands in many records: the text that was read first, so that it is in memory once. */
export function common(value: string): string {
  const known = commons.get(value);
  if (known !== undefined) return known;
  const kept = flat(value);
  commons.set(kept, kept);
  return kept;
}

const mostCommons = 10_000;
const commons = new Remembered<string, string>(mostCommons);
