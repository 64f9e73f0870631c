/** Amendments as pure transformations of a contract's facts (COV8). What comes back is written as it is, in one transaction. */

import type { IsoDate } from "../coverage/coverage.ts";
import { compareText } from "../order.ts";
import { type Amendment, type Amendments, type Change, effectiveOn } from "./amendment.ts";
import { objectionTo } from "./check.ts";
import { type Draft, draftOf } from "./draft.ts";
import type { ContractFacts } from "./facts.ts";
import { resume, suspend, transfer } from "./header-changes.ts";
import { type AmendOutcome, land, refused, unsigned } from "./land.ts";
import type { AmendRefusal, Objection } from "./refusal.ts";
import { reverse } from "./reverse.ts";
import { add, correct, move, remove, replace, reprice } from "./subjects.ts";
import { cancel, extend, shorten } from "./term.ts";

/**
 * The contract after an amendment. It is refused, with a sentence that says what to do, where it would change nothing, where
 * something is at stake that it does not speak of (`later_facts`, `clamps`, `depended_on`), and where the result would not hold.
 */
export function amend(facts: ContractFacts, amendment: Amendment): AmendOutcome {
  if (amendment.kind !== "reverse") {
    const { id, reason, author } = amendment;
    return amendBy(facts, { id, reason, author, changes: [amendment] }, (objection) => objection);
  }
  const draft = draftOf(facts);
  const objection = unsigned(amendment) ?? reverse(draft, facts, amendment.amendmentId);
  if (objection !== null) return refused(objection);
  const { effectiveOn } = facts.amendments.find(({ id }) => id === amendment.amendmentId)!;
  const about = { kind: "reverse", effectiveOn, reverses: amendment.amendmentId };
  return land(facts, draft, amendment, about, draft.touched.subjects);
}

/** The contract after several changes, each worked into what the one before it left: all of them, or none (COV8). Refused as {@link amend} is. */
export function amendAll(facts: ContractFacts, amendments: Amendments): AmendOutcome {
  return amendBy(facts, amendments, (objection, index) => ({
    ...objection,
    path: ["changes", index, ...(objection.path ?? [])],
  }));
}

type Placed = (objection: AmendRefusal, index: number) => AmendRefusal;

function amendBy(facts: ContractFacts, { changes, ...signature }: Amendments, placed: Placed): AmendOutcome {
  const objection = unsigned(signature) ?? (changes.length === 0 ? nothingChanges : null);
  if (objection !== null) return refused(objection);
  const draft = draftOf(facts);
  const touched = new Set<string>();
  const days: IsoDate[] = [];
  for (const [index, change] of changes.entries()) {
    days.push(effectiveOn(change, draft));
    const objection = workIn(draft, change);
    if (objection !== null) return refused(placed(objection, index));
    for (const key of draft.touched.subjects) touched.add(key);
  }
  const kind = changes.length === 1 ? changes[0]!.kind : "several";
  const about = { kind, effectiveOn: days.toSorted(compareText)[0]!, reverses: null };
  return land(facts, draft, signature, about, touched);
}

function workIn(draft: Draft, change: Change): Objection {
  draft.touched.subjects.clear();
  draft.touched.lines.clear();
  const { header } = draft;
  const objection = apply(draft, change);
  if (objection !== null) return objection;
  const isSame = header === draft.header && draft.touched.subjects.size === 0 && draft.touched.lines.size === 0;
  return isSame ? nothingChanges : objectionTo(draft);
}

function apply(draft: Draft, change: Change): Objection {
  switch (change.kind) {
    case "add":
      return add(draft, change);
    case "remove":
      return remove(draft, change);
    case "replace":
      return replace(draft, change);
    case "move":
      return move(draft, change);
    case "reprice":
      return reprice(draft, change);
    case "extend":
      return extend(draft, change);
    case "shorten":
      return shorten(draft, change);
    case "suspend":
      return suspend(draft, change);
    case "resume":
      return resume(draft, change);
    case "cancel":
      return cancel(draft, change);
    case "transfer":
      return transfer(draft, change);
    case "correct":
      return correct(draft, change);
  }
}

const nothingChanges: AmendRefusal = {
  code: "nothing_changes",
  message: "This would change nothing: the contract says so already. Choose other days, or leave it out.",
};
