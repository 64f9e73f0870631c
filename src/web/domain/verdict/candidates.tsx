import { Link } from "@tanstack/react-router";
import type { DecisionReply } from "#api/entitlements.ts";
import { Rule } from "./rule.tsx";
import { Badge } from "#web/ui/badge/badge.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";

type Candidate = DecisionReply["candidates"][number];

const tierNames: Record<Candidate["tier"], string> = {
  asset: "the asset",
  parent_asset: "what it is part of",
  product: "the product",
  site: "the site",
  account: "the account",
  default_plan: "anybody",
};

const nameOf = (candidate: Candidate): string =>
  candidate.contractNumber
    ? `${candidate.contractNumber} line ${candidate.lineNumber}`
    : candidate.kind === "warranty"
      ? "Warranty"
      : "Default plan";

const columns: readonly Column<Candidate>[] = [
  {
    id: "what",
    title: "Coverage",
    value: nameOf,
    show: (candidate) =>
      candidate.contractId ? (
        <Link to="/contracts/$id" params={{ id: candidate.contractId }}>
          {nameOf(candidate)}
        </Link>
      ) : (
        nameOf(candidate)
      ),
  },
  { id: "plan", title: "Plan", value: (candidate) => candidate.plan },
  { id: "covers", title: "Covers", unbroken: true, value: (candidate) => tierNames[candidate.tier] },
  {
    id: "term",
    title: "Days",
    unbroken: true,
    value: (candidate) => candidate.startsOn,
    show: (candidate) =>
      `${shortDay(candidate.startsOn)} – ${candidate.endsBefore ? shortDay(lastDay(candidate.endsBefore)) : "open-ended"}`,
  },
  {
    id: "verdict",
    title: "Verdict",
    value: (candidate) => candidate.ruledOutBy?.text ?? "Would cover it",
    show: ({ ruledOutBy }) =>
      ruledOutBy ? (
        <>
          {ruledOutBy.text}
          <Rule id={ruledOutBy.rule} />
        </>
      ) : (
        <Badge tone="good">Would cover it</Badge>
      ),
  },
];

/** Everything that could have covered it, in order of preference, and what ruled each out. */
export function Candidates({ decision }: { decision: DecisionReply }) {
  if (decision.candidates.length === 0) return null;
  return (
    <Section title="What was considered">
      <RecordTable
        noun="What was considered"
        columns={columns}
        rows={decision.candidates}
        rowId={(candidate) => candidate.coverageId ?? candidate.planId}
        sort={undefined}
      />
    </Section>
  );
}
