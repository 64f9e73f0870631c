import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { declineTierProposal, listTierProposals, type TierProposalRow } from "#api/tiers.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { plural, shortDay } from "#web/ui/format/words.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Empty } from "#web/ui/page/page.tsx";
import { ProposalDialog } from "./proposal-dialog.tsx";
import styles from "./tiers.module.css";

const states: Record<TierProposalRow["state"], readonly [words: string, tone: BadgeTone]> = {
  open: ["Open", "accent"],
  to_come: ["To come", "caution"],
  declined: ["Declined", "quiet"],
};

/** What the rules propose: looked at, then applied or declined with a reason. Nothing moves by itself. */
export function Proposals({ rows }: { rows: readonly TierProposalRow[] }) {
  const [looked, setLooked] = useState<TierProposalRow | null>(null);
  const [declining, setDeclining] = useState<TierProposalRow | null>(null);
  const mayApply = useMay("contracts.amend");
  const first = rows.find(({ state }) => state === "open");
  useKeys(mayApply && first ? { a: () => setLooked(first) } : {});
  return (
    <>
      {rows.length === 0 ? (
        <Empty title="Nothing is proposed">Every account has the plan that what it bought calls for.</Empty>
      ) : (
        <ul className={styles["proposals"]}>
          {rows.map((row) => (
            <Proposal key={row.id} row={row} onLook={() => setLooked(row)} onDecline={() => setDeclining(row)} />
          ))}
        </ul>
      )}
      {looked && <ProposalDialog proposal={looked} onClose={() => setLooked(null)} />}
      {declining && <DeclineDialog proposal={declining} onClose={() => setDeclining(null)} />}
    </>
  );
}

type RowProps = { readonly row: TierProposalRow; readonly onLook: () => void; readonly onDecline: () => void };

function Proposal({ row, onLook, onDecline }: RowProps) {
  const mayApply = useMay("contracts.amend");
  const mayDecline = useMay("tiers.decline");
  const [words, tone] = states[row.state];
  return (
    <li className={styles["proposal"]} data-state={row.state}>
      <div className={styles["proposalWords"]}>
        <p className={styles["proposalTitle"]}>
          <Link to="/accounts/$id" params={{ id: row.accountId }}>
            {row.accountName}
          </Link>
          <Link to="/contracts/$id" params={{ id: row.contractId }}>
            {row.contractNumber}
          </Link>
          <Badge tone={tone}>{row.state === "to_come" ? `From ${shortDay(row.since)}` : words}</Badge>
        </p>
        <p>
          {row.text}{" "}
          <span className={styles["faint"]}>
            Now {row.from.plan}, {plural(row.covered, "coverage")}.
          </span>
        </p>
        {row.declined && (
          <p className={styles["faint"]}>
            {row.declined.by}, <When at={row.declined.at} />: {row.declined.reason}
          </p>
        )}
      </div>
      <div className={styles["proposalActions"]}>
        {mayDecline && row.state === "open" && (
          <Button variant="default" size="sm" onClick={onDecline} aria-label={`Decline ${row.to.plan} for ${row.contractNumber}`}>
            Decline
          </Button>
        )}
        {mayApply && row.state !== "declined" && (
          <Button variant="default" size="sm" onClick={onLook} aria-label={`Look at ${row.to.plan} for ${row.contractNumber}`}>
            Look and apply
          </Button>
        )}
      </div>
    </li>
  );
}

function DeclineDialog({ proposal, onClose }: { proposal: TierProposalRow; onClose: () => void }) {
  const declining = useWrite(declineTierProposal, { stale: [listTierProposals] });
  return (
    <ReasonDialog
      title={`Decline ${proposal.to.plan} for ${proposal.accountName}`}
      submit="Decline"
      pending={declining.isPending}
      error={declining.error}
      onClose={onClose}
      onSubmit={(reason) => declining.mutate({ params: { id: proposal.id }, body: { reason } }, { onSuccess: onClose })}
    >
      <p className={styles["soft"]}>
        {proposal.text} It is not proposed again while the same plan is called for; when the quantity crosses another line, it is.
      </p>
    </ReasonDialog>
  );
}
