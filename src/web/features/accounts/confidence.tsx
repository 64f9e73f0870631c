import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getConfidence, type AccountConfidence } from "#api/policy.ts";
import { confidenceLevel, confidenceWords, partNames, shareWords } from "#web/domain/confidence/confidence-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { monthWords } from "#web/ui/format/months.ts";
import { Meter } from "#web/ui/meter/meter.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./confidence.module.css";
import { ReconcileDialog } from "./reconcile-dialog.tsx";
import { VerifyDialog } from "./verify-dialog.tsx";

/** How far the account's records can be relied on (ENT8): the score, what it is made of, how it went, what would raise it. */
export function Confidence({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery(read(getConfidence, { params: { id: accountId } }));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div id="confidence" className={styles["place"]}>
      {data && (
        <Section title="Confidence in the records">
          <div className={styles["card"]}>
            <Score confidence={data} />
            <Parts parts={data.parts} />
            <History history={data.history} />
          </div>
          <Raises confidence={data} />
        </Section>
      )}
    </div>
  );
}

function Score({ confidence: { scoreBp } }: { confidence: AccountConfidence }) {
  const { words, tone } = confidenceLevel(scoreBp);
  return (
    <div className={styles["score"]}>
      <p className={styles["number"]}>{confidenceWords(scoreBp)}</p>
      <Badge tone={tone}>{words}</Badge>
      <p className={styles["quiet"]}>of 1.00: the mean of what is known below</p>
    </div>
  );
}

function Parts({ parts }: Pick<AccountConfidence, "parts">) {
  return (
    <ul className={styles["parts"]} aria-label="What it is made of">
      {parts.map(({ key, shareBp, text }) => (
        <li key={key}>
          <p className={styles["part"]}>
            <span>{partNames[key]}</span>
            <strong>{shareWords(shareBp)}</strong>
          </p>
          <Meter value={shareBp ?? 0} of={10_000} scale={10_000} label={`${partNames[key]}: ${shareWords(shareBp)}`} />
          <p className={styles["quiet"]}>{text}</p>
        </li>
      ))}
    </ul>
  );
}

/** The last months, a bar and a number each: nothing done later changes them. */
function History({ history }: Pick<AccountConfidence, "history">) {
  return (
    <ol className={styles["history"]} aria-label="Month by month">
      {history.map(({ month, scoreBp }) => (
        <li key={month} title={`${monthWords(month)}: ${confidenceWords(scoreBp)}`}>
          <span className={styles["value"]}>{confidenceWords(scoreBp)}</span>
          <span className={styles["bar"]} style={{ blockSize: `${scoreBp / 100}%` }} />
          <span className={styles["month"]}>{monthWords(month).slice(0, 3)}</span>
        </li>
      ))}
    </ol>
  );
}

function Raises({ confidence }: { confidence: AccountConfidence }) {
  const [open, setOpen] = useState<AccountConfidence["raises"][number]["act"]>();
  const may = { verify_serials: useMay("assets.verify"), reconcile_contracts: useMay("contracts.reconcile") };
  if (confidence.raises.length === 0) return null;
  return (
    <>
      <ul className={styles["raises"]} aria-label="What would raise it">
        {confidence.raises.map(({ act, text }) => (
          <li key={act}>
            <p>{text}</p>
            {may[act] && (
              <Button variant="default" size="sm" onClick={() => setOpen(act)}>
                {act === "verify_serials" ? "Verify serials…" : "Reconcile…"}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open === "verify_serials" && <VerifyDialog assets={confidence.unverified} onClose={() => setOpen(undefined)} />}
      {open === "reconcile_contracts" && (
        <ReconcileDialog contracts={confidence.unreconciled} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
