/** What single clues mean: serials and tags as typed before as meant (COV12), callers by every clue that fits them (ENT2). */

import { emailKey, phoneKey } from "../identification/keys.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "../identification/serial.ts";
import { compareText } from "../order.ts";
import type { AssetFact, ClueFact, ContactFact, ContractFact } from "./facts.ts";

/** The assets that serial and tag mean together, in order of id: one, none, or several that nothing tells apart. */
export function assetsMeant(clues: readonly ClueFact[], assets: readonly AssetFact[]): AssetFact[] {
  const telling = clues.filter((clue) => isAssetClue(clue) && clue.matches > 0 && !namesNothing(clue));
  if (telling.length === 0) return [];
  const sets = telling.map((clue) => {
    const found = closest(clue.value, assets, (asset) => (clue.clue === "serial" ? asset.serial : asset.tag));
    if (found.length === 0)
      throw new Error(`The facts lack the asset with the ${clue.clue} ${clue.value} that their clues lead to.`);
    return found;
  });
  const common = sets.reduce((a, b) => a.filter((asset) => b.includes(asset)));
  // Serial and tag of two different assets: both are kept, and nothing tells them apart.
  const meant = common.length > 0 ? common : [...new Set(sets.flat())];
  return meant.toSorted(byId);
}

/** As typed wins over as typed less blanks and dashes, which wins over as meant (COV12). */
function closest<T>(typed: string, among: readonly T[], written: (one: T) => string | null): T[] {
  for (const key of [(text: string) => text.trim(), serialPlain, serialKey]) {
    const wanted = key(typed);
    const found = among.filter((one) => {
      const own = written(one);
      return own !== null && key(own) === wanted;
    });
    if (found.length > 0) return found;
  }
  return [];
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareText(a.id, b.id);
}

/** The first serial or tag that no asset bears. A placeholder is none: it is as good as left out. */
export function unregisteredClue(clues: readonly ClueFact[]): ClueFact | null {
  return clues.find((clue) => isAssetClue(clue) && clue.matches === 0 && !namesNothing(clue)) ?? null;
}

/** Whether the clue is a serial that stands for having none: it identifies nothing (COV12). */
export function namesNothing(clue: ClueFact): boolean {
  return clue.clue === "serial" && isPlaceholderSerial(clue.value);
}

function isAssetClue(clue: ClueFact): boolean {
  return clue.clue === "serial" || clue.clue === "assetTag";
}

/** The contracts that the question's number means, in order of id: none where it names none or one that nobody knows. */
export function contractsMeant(clues: readonly ClueFact[], contracts: readonly ContractFact[]): ContractFact[] {
  const clue = clues.find((one) => one.clue === "contractNumber" && one.matches > 0);
  if (clue === undefined) return [];
  const meant = closest(clue.value, contracts, ({ number }) => number);
  if (meant.length === 0) throw new Error(`The facts lack the contract ${clue.value} that their clues lead to.`);
  return meant.toSorted(byId);
}

/** Who the caller may be: those whom every known clue fits, else all whom any fits, in order of id. */
export function contactsMeant(clues: readonly ClueFact[], contacts: readonly ContactFact[]): ContactFact[] {
  const given = clues.filter((clue) => (clue.clue === "email" || clue.clue === "phone") && clue.matches > 0);
  if (given.length === 0) return [];
  const fitting = contacts.filter((contact) => given.every((clue) => fits(clue, contact)));
  return (fitting.length > 0 ? fitting : contacts).toSorted(byId);
}

function fits(clue: ClueFact, contact: ContactFact): boolean {
  return clue.clue === "email"
    ? contact.email !== null && emailKey(contact.email) === emailKey(clue.value)
    : contact.phone !== null && phoneKey(contact.phone) === phoneKey(clue.value);
}
