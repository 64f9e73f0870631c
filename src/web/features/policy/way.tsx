import { Button, Slider } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listConfidence, type ConfidenceRow } from "#api/policy.ts";
import { confidenceLevel, confidenceWords, partNames, shareWords } from "#web/domain/confidence/confidence-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { countWords, plural } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";
import styles from "./policy.module.css";
import type { Rule } from "./policy-words.ts";

const USUAL_THRESHOLD = 90;
/** How many are drawn at once. */
const DRAWN = 20;

type Props = {
  /** Puts a rule into the draft; undefined for who may only read. */
  readonly onSuppose: ((rule: Rule) => void) | undefined;
};

/** The way from a young register to a strict desk: which accounts can be relied on already, and what would raise the others. */
export function Way({ onSuppose }: Props) {
  const [percent, setPercent] = useState(USUAL_THRESHOLD);
  const { error, onRetry, props } = usePages(listConfidence, { limit: 200 });
  const rows = props.rows ?? [];
  const fromBp = percent * 100;
  const below = rows.filter(({ scoreBp }) => scoreBp < fromBp);
  const reached = rows.length - below.length;
  return (
    <Section title="From a young register to a strict desk">
      {error && <ProblemNotice error={error} onRetry={onRetry} />}
      <p className={styles["quiet"]}>
        Be strict only where the records can be relied on: where serials were seen, contracts were reconciled with finance, and
        decisions stood. An account that comes up to the threshold is handled strictly from then on, by itself.
      </p>
      <div className={styles["suppose"]}>
        <div className={styles["slider"]}>
          <p id="confidence-threshold">
            Refuse from a confidence of <strong>{confidenceWords(fromBp)}</strong> on
          </p>
          <Slider
            aria-labelledby="confidence-threshold"
            min={0}
            max={100}
            step={5}
            value={percent}
            onChange={setPercent}
            label={(value) => confidenceWords(value * 100)}
            thumbLabel="From a confidence of"
          />
        </div>
        {onSuppose && (
          <Button variant="default" onClick={() => onSuppose(strictFrom(fromBp))}>
            Put it into the policy
          </Button>
        )}
      </div>
      {props.rows && (
        <p className={styles["verdict"]} role="status">
          {countWords(reached)} of {plural(rows.length, "account")}
          {props.hasMore && " looked at"} would be handled strictly today.
        </p>
      )}
      <RecordList
        noun="accounts below it"
        columns={columns}
        rows={props.rows && below}
        failed={error !== null}
        rowId={({ accountId }) => accountId}
        drawAtOnce={DRAWN}
        hasMore={props.hasMore}
        loadingMore={props.loadingMore}
        onMore={props.onMore}
        empty={<Empty title="Every account is up to it">Nothing holds a stricter policy back.</Empty>}
      />
    </Section>
  );
}

const strictFrom = (fromBp: number): Rule => ({
  key: "Strict where records can be relied on",
  accounts: "any",
  plans: "any",
  channels: "any",
  severities: "any",
  handling: "enforce",
  confidence: { fromBp, below: "advise" },
});

const columns: readonly Column<ConfidenceRow>[] = [
  {
    id: "account",
    title: "Account",
    name: true,
    value: ({ accountName }) => accountName,
    show: ({ accountId, accountName }) => (
      <Link to="/accounts/$id" params={{ id: accountId }} hash="confidence">
        {accountName}
      </Link>
    ),
  },
  {
    id: "score",
    title: "Confidence",
    value: ({ scoreBp }) => scoreBp,
    show: ({ scoreBp }) => (
      <Badge tone={confidenceLevel(scoreBp).tone}>
        {confidenceWords(scoreBp)} {confidenceLevel(scoreBp).words}
      </Badge>
    ),
  },
  ...(["serials", "contracts", "decisions"] as const).map((key): Column<ConfidenceRow> => ({
    id: key,
    title: partNames[key],
    numeric: true,
    value: ({ parts }) => parts.find((part) => part.key === key)?.shareBp ?? null,
    show: ({ parts }) => shareWords(parts.find((part) => part.key === key)?.shareBp ?? null),
  })),
  {
    id: "raises",
    title: "What would raise it",
    name: true,
    value: ({ parts }) => raisesOf(parts),
  },
];

/** What is left to do of the parts that hold it back: "verify 18 serials, reconcile 1 contract". */
function raisesOf(parts: ConfidenceRow["parts"]): string {
  const left = (of: ConfidenceRow["parts"][number]["key"]): number => {
    const part = parts.find(({ key }) => key === of);
    return part ? part.of - part.good : 0;
  };
  const [serials, contracts] = [left("serials"), left("contracts")];
  return [serials > 0 && `verify ${plural(serials, "serial")}`, contracts > 0 && `reconcile ${plural(contracts, "contract")}`]
    .filter(Boolean)
    .join(", ");
}
