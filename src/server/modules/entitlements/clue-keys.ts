/** What is looked up for the clues of questions: each clue as the register keeps it (ENT2, COV12). */

import type { Question } from "#core/entitlement/facts.ts";
import { emailKey, nameKey, phoneKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";

/** Distinct keys per clue; an empty list where no question gives it. */
export type ClueKeys = {
  readonly serials: readonly string[];
  readonly tags: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly contracts: readonly string[];
  readonly accounts: readonly string[];
  readonly products: readonly string[];
};

export function clueKeys(questions: readonly Question[]): ClueKeys {
  return {
    serials: distinct(questions, ({ serial }) =>
      serial === undefined || isPlaceholderSerial(serial) ? [] : [serialKey(serial)],
    ),
    tags: distinct(questions, ({ assetTag }) => (assetTag === undefined ? [] : [serialPlain(assetTag)])),
    emails: distinct(questions, ({ email }) => (email === undefined ? [] : [emailKey(email)])),
    phones: distinct(questions, ({ phone }) => (phone === undefined ? [] : [phoneKey(phone)])),
    contracts: distinct(questions, ({ contractNumber }) => (contractNumber === undefined ? [] : contractKeys(contractNumber))),
    accounts: distinct(questions, ({ account }) => (account === undefined ? [] : [nameKey(account)])),
    products: distinct(questions, ({ product }) => (product === undefined ? [] : [nameKey(product)])),
  };
}

/** A contract number however its letters and digits are parted: SC-2001, SC2001, SC 2001. */
export function contractKeys(typed: string): string[] {
  const parts = nameKey(typed).match(/\p{L}+|\p{N}+/gu) ?? [];
  return [...new Set([nameKey(typed), parts.join("-"), parts.join(""), parts.join(" ")])];
}

function distinct(questions: readonly Question[], keysOf: (question: Question) => readonly string[]): string[] {
  const [only] = questions;
  if (questions.length === 1) return [...keysOf(only!)];
  return [...new Set(questions.flatMap(keysOf))];
}
