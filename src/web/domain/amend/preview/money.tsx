import type { MoneyEffects, MoneyLine } from "#api/amendment-effects.ts";
import { dayNumber, lastDay } from "#web/ui/format/days.ts";
import { countWords, moneyWords, shortDay } from "#web/ui/format/words.ts";
import { BeforeAfter } from "./before-after.tsx";
import styles from "./preview.module.css";

/** What the next billing run posts because of it, line by line with its fraction of the period, and the invoices to come. */
export function Money({ money }: { money: MoneyEffects }) {
  const { lines, invoices, currency } = money;
  return (
    <>
      {lines.rows.length === 0 ? (
        <p className={styles["quiet"]}>Nothing that was invoiced changes: no credit, and no charge before the next invoice.</p>
      ) : (
        <ul className={styles["lines"]} aria-label="Charges and credits">
          {lines.rows.map((line) => (
            <LineOfMoney key={`${line.kind} ${line.line} ${line.subject} ${line.startsOn}`} line={line} currency={currency} />
          ))}
        </ul>
      )}
      {lines.total > lines.rows.length && (
        <p className={styles["quiet"]}>
          and {countWords(lines.total - lines.rows.length)} more lines, counted in the sums above.
        </p>
      )}
      {invoices.length > 0 && (
        <BeforeAfter
          label="Invoices to come"
          of="Invoice due"
          currency={currency}
          pairs={invoices.map((invoice) => ({
            id: invoice.dueOn + invoice.startsOn,
            title: shortDay(invoice.dueOn),
            ...invoice,
          }))}
        />
      )}
    </>
  );
}

function LineOfMoney({ line, currency }: { line: MoneyLine; currency: string }) {
  return (
    <li className={styles["line"]} data-kind={line.kind}>
      <span className={styles["lineWhat"]}>
        <strong>{line.kind === "credit" ? "Credit" : "Charge"}</strong> <bdi>{line.subject}</bdi>
        <span className={styles["lineWhere"]}>
          {line.document === "credit_note" ? "on a credit note" : "on the next invoice"}
        </span>
      </span>
      <span className={styles["lineDays"]}>
        {shortDay(line.startsOn)} – {shortDay(lastDay(line.endsBefore))}
        <span className={styles["fraction"]} title={periodWords(line)}>
          {line.numerator}/{line.denominator} of {moneyWords({ minor: line.priceMinor, currency })}
        </span>
      </span>
      <span className={styles["amount"]}>{moneyWords({ minor: line.amountMinor, currency })}</span>
    </li>
  );
}

function periodWords({ periodStartsOn, periodEndsBefore }: MoneyLine): string {
  const days = dayNumber(periodEndsBefore) - dayNumber(periodStartsOn);
  return `of the ${countWords(days)} days from ${shortDay(periodStartsOn)} to ${shortDay(lastDay(periodEndsBefore))}`;
}
