import type { ImportReport } from "#api/imports.ts";
import { amountWords, countWords } from "#web/ui/format/words.ts";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./totals.module.css";

/** The figures to reconcile with finance's own: rows read are those made, changed, unchanged and refused; yearly value per currency. */
export function Totals({ report: { totals, dryRun } }: { report: ImportReport }) {
  const figures = [
    { name: dryRun ? "would be made" : "made", count: totals.made, sign: "=" },
    { name: dryRun ? "would change" : "changed", count: totals.changed, sign: "+" },
    { name: "unchanged", count: totals.unchanged, sign: "+" },
    { name: "refused", count: totals.refused, sign: "+", tone: totals.refused > 0 ? "bad" : undefined },
  ];
  const values = Object.entries(totals.yearlyValue);
  return (
    <Section title="To reconcile">
      <div className={styles["totals"]}>
        <dl className={styles["figures"]}>
          <Figure name="rows read" count={totals.read} />
          {figures.map((figure) => (
            <Figure key={figure.name} {...figure} />
          ))}
          <Figure name="of them remarked on" count={totals.remarked} apart />
        </dl>
        {values.length > 0 && (
          <div className={styles["money"]}>
            <h3 className={styles["moneyTitle"]}>Yearly value of the lines taken</h3>
            <dl className={styles["amounts"]}>
              {values.map(([currency, decimal]) => (
                <div key={currency}>
                  <dt>{currency}</dt>
                  <dd>{amountWords(decimal, currency)}</dd>
                </div>
              ))}
            </dl>
          </div>
        )}
      </div>
    </Section>
  );
}

type FigureProps = {
  readonly name: string;
  readonly count: number;
  readonly sign?: string;
  readonly tone?: string | undefined;
  readonly apart?: boolean;
};

function Figure({ name, count, sign, tone, apart }: FigureProps) {
  return (
    <div className={styles["figure"]} data-tone={tone} data-apart={apart || undefined} data-sign={sign}>
      <dt>{name}</dt>
      <dd>{countWords(count)}</dd>
    </div>
  );
}
