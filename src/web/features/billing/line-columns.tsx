import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import type { billedLine } from "#api/billing.ts";
import { rateWords } from "#web/domain/billing/document-words.ts";
import { kindWords } from "#web/domain/amend/amendment-words.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { moneyWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import styles from "./billing.module.css";

export type BilledLine = z.infer<typeof billedLine>;

/**
 * What each line of a document says of itself: what, which days, which part of which price, by which amendment, at which tax.
 * `between` stands before the amounts.
 */
export function billedLineColumns<Line extends BilledLine>(
  currency: string,
  between: readonly Column<Line>[] = [],
): readonly Column<Line>[] {
  const money = (minor: string): string => moneyWords({ minor, currency });
  return [
    {
      id: "what",
      title: "What",
      name: true,
      value: (line) => [line.title, line.detail].filter(Boolean).join(", "),
      show: (line) => <What line={line} />,
    },
    {
      id: "days",
      title: "Days",
      value: (line) => `${line.startsOn} – ${lastDay(line.endsBefore)}`,
      show: (line) => (
        <span className={styles["unbroken"]}>
          {shortDay(line.startsOn)} – {shortDay(lastDay(line.endsBefore))}
        </span>
      ),
    },
    {
      id: "part",
      title: "Part",
      numeric: true,
      value: (line) => `${line.numerator}/${line.denominator}`,
      show: (line) => <Part line={line} money={money} />,
    },
    {
      id: "amendment",
      title: "Because of",
      value: ({ amendment }) =>
        amendment && `${kindWords(amendment.kind as Parameters<typeof kindWords>[0])}, ${amendment.effectiveOn}`,
      show: (line) => <Because line={line} />,
    },
    ...between,
    {
      id: "tax",
      title: "Tax",
      numeric: true,
      value: ({ taxMinor }) => Number(taxMinor),
      show: ({ taxBp, taxMinor }) => (
        <span className={styles["twoLines"]}>
          <span>{money(taxMinor)}</span>
          <span className={styles["faint"]}>{rateWords(taxBp)}</span>
        </span>
      ),
    },
    {
      id: "amount",
      title: "Net",
      numeric: true,
      value: ({ amountMinor }) => Number(amountMinor),
      show: ({ amountMinor }) => <strong>{money(amountMinor)}</strong>,
    },
  ];
}

function What({ line }: { line: BilledLine }) {
  return (
    <span className={styles["twoLines"]}>
      <span>
        {line.assetId ? (
          <Link to="/assets/$id" params={{ id: line.assetId }}>
            {line.title}
          </Link>
        ) : (
          line.title
        )}
      </span>
      <span className={styles["faint"]}>
        {[line.detail, `line ${line.lineNumber}`, line.service === "support" ? "" : line.service].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

/** "11/31 of £100.00"; the period on hover. Goodwill is money, and no days. */
function Part({ line, money }: { line: BilledLine; money: (minor: string) => string }) {
  if (line.kind === "goodwill") return "goodwill";
  const period = `${shortDay(line.periodStartsOn)} – ${shortDay(lastDay(line.periodEndsBefore))}`;
  return (
    <span className={styles["twoLines"]} title={`of the period ${period}`}>
      <span>
        {line.numerator}/{line.denominator} days
      </span>
      <span className={styles["faint"]}>of {money(line.priceMinor)}</span>
    </span>
  );
}

function Because({ line: { amendment } }: { line: BilledLine }) {
  if (amendment === null) return "–";
  return (
    <span className={styles["twoLines"]}>
      <span>{kindWords(amendment.kind as Parameters<typeof kindWords>[0])}</span>
      <span className={styles["faint"]}>{[shortDay(amendment.effectiveOn), amendment.reason].filter(Boolean).join(" · ")}</span>
    </span>
  );
}
