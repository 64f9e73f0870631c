import { useQuery } from "@tanstack/react-query";
import type { ReplyOf } from "#api/endpoint.ts";
import { listTicketDecisions } from "#api/ticket-decisions.ts";
import type { Ticket } from "#api/tickets.ts";
import { Rule } from "#web/domain/verdict/rule.tsx";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./decision-history.module.css";

type Row = ReplyOf<typeof listTicketDecisions>["rows"][number];

/** All that was decided about a ticket, the last first: what changed, what came out, and which of it holds (ENT11). */
export function DecisionHistory({ ticket }: { ticket: Pick<Ticket, "id" | "revision"> }) {
  const { data, error, refetch } = useQuery(read(listTicketDecisions, { params: { id: ticket.id } }));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data || data.rows.length < 2) return null;
  const rows = data.rows.toReversed();
  const holding = rows.find(({ taken }) => taken)?.ordinal;
  return (
    <Section title="All that was decided">
      <ol className={styles["history"]}>
        {rows.map((row) => (
          <Decided key={row.ordinal} row={row} holds={row.ordinal === holding} />
        ))}
      </ol>
    </Section>
  );
}

const causes: Record<Row["cause"], string> = {
  opened: "When it was opened",
  changed: "It was changed",
  chosen: "Chosen by a person",
  overridden: "Served on somebody’s word",
};

function Decided({ row, holds }: { row: Row; holds: boolean }) {
  const { headline } = verdictWords(row.decision);
  return (
    <li className={styles["decided"]} data-holds={holds || undefined}>
      <p className={styles["head"]}>
        <strong>{causes[row.cause]}</strong>
        <span>
          {row.byName}, <When at={row.at} />
        </span>
        {holds ? <Badge tone="good">holds</Badge> : !row.taken && <Badge tone="quiet">the cover before was kept</Badge>}
      </p>
      {row.changes.length > 0 && (
        <ul className={styles["changes"]}>
          {row.changes.map(({ what, from, to }) => (
            <li key={what}>
              {what}: {from ?? "not known"} → {to ?? "not known"}
            </li>
          ))}
        </ul>
      )}
      {row.reason && <p>“{row.reason}”</p>}
      <details className={styles["why"]}>
        <summary>
          {[headline, row.decision.source?.contractNumber, row.decision.source?.plan].filter(Boolean).join(" · ")}
        </summary>
        <ul>
          {row.decision.reasons.map((reason) => (
            <li key={reason.text}>
              {reason.text}
              <Rule id={reason.rule} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
