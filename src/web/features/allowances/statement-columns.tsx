import { Link } from "@tanstack/react-router";
import type { AllowanceStatementLine, getAllowanceStatement } from "#api/allowances.ts";
import type { ReplyOf } from "#api/endpoint.ts";
import { quantityWords } from "#web/domain/allowances/balance-words.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { instantWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import styles from "./statement.module.css";

const kindNames: Record<AllowanceStatementLine["kind"], string> = {
  grant: "Granted",
  top_up: "Topped up",
  carry_in: "Carried over",
  adjust: "Adjusted",
  expire: "Expired",
  hold: "Held",
  release: "Released",
  consume: "Used",
  give_back: "Given back",
};

/** The columns of a statement, quantities in its unit; a line of a ticket leads to it. */
export function statementColumns(
  statement: ReplyOf<typeof getAllowanceStatement> | undefined,
): readonly Column<AllowanceStatementLine>[] {
  const words = (quantity: number): string => (statement ? quantityWords(quantity, statement) : "");
  const signed = (quantity: number): string => (quantity > 0 ? `+${words(quantity)}` : words(quantity));
  return [
    {
      id: "on",
      title: "Day",
      unbroken: true,
      value: ({ on }) => on,
      show: ({ on, recordedAt }) => <span title={`Recorded ${instantWords(recordedAt)}`}>{shortDay(on)}</span>,
    },
    { id: "kind", title: "What", value: ({ kind, lot }) => `${kindNames[kind]}${lot.kind === "beyond" ? ", beyond" : ""}` },
    { id: "for", title: "For", name: true, value: forWords, show: (line) => <For line={line} /> },
    { id: "change", title: "Change", numeric: true, value: ({ change }) => change, show: ({ change }) => signed(change) },
    {
      id: "over",
      title: "Beyond",
      numeric: true,
      value: ({ over }) => over,
      show: ({ over }) => (over === 0 ? "–" : signed(over)),
    },
    {
      id: "available",
      title: "Left",
      numeric: true,
      value: ({ available }) => available,
      show: ({ available }) => <strong>{words(available)}</strong>,
    },
    { id: "bucket", title: "Bucket", value: ({ bucket }) => bucket, hidden: true },
    { id: "by", title: "By", value: ({ by }) => by, hidden: true },
    { id: "recorded", title: "Recorded", value: ({ recordedAt }) => recordedAt, hidden: true },
  ];
}

function forWords({ ticket, work, reason, lot }: AllowanceStatementLine): string {
  if (ticket) return `${ticket.number} ${ticket.subject}`;
  if (work) return `${hoursWords(work.minutes)} ${work.note}`.trim();
  return reason ?? periodWords(lot);
}

const periodWords = ({ startsOn, endsBefore }: AllowanceStatementLine["lot"]): string =>
  `${shortDay(startsOn)} – ${endsBefore ? shortDay(lastDay(endsBefore)) : "open-ended"}`;

function For({ line }: { line: AllowanceStatementLine }) {
  const { ticket, work, reason, by } = line;
  return (
    <span className={styles["for"]}>
      {ticket ? (
        <span>
          <Link to="/tickets/$id" params={{ id: ticket.number }}>
            {ticket.number}
          </Link>{" "}
          {ticket.subject}
        </span>
      ) : (
        !work && !reason && <span>{periodWords(line.lot)}</span>
      )}
      {work && (
        <span className={ticket ? styles["quiet"] : undefined}>
          {[hoursWords(work.minutes), work.note].filter(Boolean).join(", ")}
        </span>
      )}
      {reason && <span>“{reason}”</span>}
      {by && reason && <span className={styles["quiet"]}>{by}</span>}
    </span>
  );
}
