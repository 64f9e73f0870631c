/** What differs between two versions of a plan's terms, told so that a customer could read it. */

import type { PlanTerms } from "#core/entitlement/terms.ts";
import { plural } from "#web/ui/format/words.ts";
import { allowanceDetails, allowanceWords } from "./allowance-words.ts";
import { hoursWords } from "./hours-words.ts";
import { promiseWords, targetName } from "./target-words.ts";
import { callerWords, channelsWords, productsWords, severitiesWords } from "./terms-words.ts";

/** null: there was none, or there is none any more. */
export type TermsChange = { readonly what: string; readonly before: string | null; readonly after: string | null };

/** The changes in the order in which a plan tells its terms; none where both promise the same. */
export function termsChanges(before: PlanTerms, after: PlanTerms): TermsChange[] {
  const told = (what: string, wordsOf: (terms: PlanTerms) => string): TermsChange => ({
    what,
    before: wordsOf(before),
    after: wordsOf(after),
  });
  return [
    told("Hours", ({ hours }) => hoursWords(hours)),
    told("Channels", ({ channels }) => channelsWords(channels)),
    told("Who may ask", callerWords),
    told("Severities", ({ severities }) => severitiesWords(severities)),
    told("Products", ({ products }) => productsWords(products)),
    ...otherProducts(before, after),
    ...holidayChanges(before, after),
    ...targetChanges(before, after),
    ...allowanceChanges(before, after),
  ].filter((change) => change.before !== change.after);
}

/** As many products, and not the same ones. */
function otherProducts(before: PlanTerms, after: PlanTerms): TermsChange[] {
  const [was, is] = [before.products, after.products];
  if (typeof was !== "object" || typeof is !== "object" || was.only.length !== is.only.length) return [];
  const dropped = was.only.filter((id) => !is.only.includes(id)).length;
  return dropped === 0
    ? []
    : [{ what: "Products", before: plural(dropped, "product"), after: `${plural(dropped, "other product")} instead` }];
}

function holidayChanges(before: PlanTerms, after: PlanTerms): TermsChange[] {
  const holidays = (terms: PlanTerms) =>
    new Map(
      (terms.hours.holidays ?? []).map(({ date, name, hours, knownFrom }) => [
        `${date} ${knownFrom ?? ""}`,
        `${name ?? date}: ${(hours ?? []).map(([opens, closes]) => `${opens}–${closes}`).join(", ") || "closed"}`,
      ]),
    );
  return pairedChanges(holidays(before), holidays(after)).map(([key, was, is]) => ({
    what: `Holiday ${key.split(" ")[0]}`,
    before: was,
    after: is,
  }));
}

function targetChanges(before: PlanTerms, after: PlanTerms): TermsChange[] {
  const targets = (terms: PlanTerms) =>
    new Map(terms.targets.map((target) => [`${targetName(target.name)} at severity ${target.severity}`, promiseWords(target)]));
  return pairedChanges(targets(before), targets(after)).map(([what, was, is]) => ({ what, before: was, after: is }));
}

function allowanceChanges(before: PlanTerms, after: PlanTerms): TermsChange[] {
  const allowances = (terms: PlanTerms) =>
    new Map(terms.allowances.map((each) => [each.key, [`${allowanceWords(each)}.`, ...allowanceDetails(each)].join(" ")]));
  return pairedChanges(allowances(before), allowances(after)).map(([key, was, is]) => ({
    what: `Allowance “${key}”`,
    before: was,
    after: is,
  }));
}

function pairedChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): (readonly [key: string, before: string | null, after: string | null])[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.map((key) => [key, before.get(key) ?? null, after.get(key) ?? null] as const).filter(([, was, is]) => was !== is);
}
