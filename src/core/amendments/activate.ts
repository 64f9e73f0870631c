/** The making of a contract. */

import type { DayRange } from "../coverage/in-force.ts";
import type { Signature } from "./amendment.ts";
import { hasDays, objectionTo } from "./check.ts";
import { cover, draftOf, setLine } from "./draft.ts";
import type { ContractFacts, Header, Line, CoveredSubject } from "./facts.ts";
import { accountOn } from "./header.ts";
import { type AmendOutcome, land, refused, unsigned } from "./land.ts";

/** What a contract is when it is made. */
export type Activation = Signature & {
  readonly header: Header;
  readonly lines: readonly Line[];
  readonly covers: readonly (CoveredSubject & DayRange & { readonly planId: string; readonly yearlyMinor: string })[];
};

/** The first amendment, which makes the contract. Refused where its days do not fit (COV2, COV7): `no_days`, `outside`, `covered_already`, `no_such_line`. */
export function activate({ header, lines, covers, ...signature }: Activation): AmendOutcome {
  const nothing: ContractFacts = { header, lines: [], coverage: [], ended: [], amendments: [] };
  const draft = draftOf(nothing);
  if (!hasDays(header))
    return refused({
      code: "no_days",
      message: `The contract would end before it begins on ${header.startsOn}. Give it a later end.`,
    });
  for (const line of lines) setLine(draft, line);
  for (const [index, days] of covers.entries()) {
    if (!draft.lines.has(days.lineId)) {
      return refused({
        code: "no_such_line",
        message: `The contract has no line ${days.lineId}. Name one that it has.`,
        path: ["covers", index],
      });
    }
    cover(draft, { ...days, accountId: accountOn(header, days.startsOn), suspended: false, endReason: "term" });
  }
  const objection = unsigned(signature) ?? objectionTo(draft);
  if (objection !== null) return refused(objection);
  const about = { kind: "activate", effectiveOn: header.startsOn, reverses: null };
  return land(nothing, draft, signature, about, draft.touched.subjects);
}
