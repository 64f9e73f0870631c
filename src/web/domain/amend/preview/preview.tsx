import type { ReactNode } from "react";
import type { AmendmentEffects } from "#api/amendment-effects.ts";
import { moneyWords, shortDay, signedMoneyWords } from "#web/ui/format/words.ts";
import { BeforeAfter } from "./before-after.tsx";
import { Consequences } from "./consequences.tsx";
import { CoverageTable } from "./coverage.tsx";
import { Money } from "./money.tsx";
import { monthWords } from "#web/ui/format/months.ts";
import styles from "./preview.module.css";
import { TermsTable } from "./terms.tsx";

/** What an amendment does, before and after side by side: coverage, money, budget, and what was decided about its days. */
export function Preview({ effects }: { effects: AmendmentEffects }) {
  const { money, budget, coverage, header } = effects;
  return (
    <div className={styles["parts"]}>
      <Sums effects={effects} />
      {header && (
        <Part title="The contract">
          <TermsTable header={header} />
        </Part>
      )}
      {coverage.total > 0 && (
        <Part title="Coverage">
          <CoverageTable coverage={coverage} currency={money.currency} />
        </Part>
      )}
      <Part title="Charges and credits">
        <Money money={money} />
      </Part>
      <Part title="Budget by month">
        {budget.months.length === 0 ? (
          <p className={styles["quiet"]}>No month’s budget changes.</p>
        ) : (
          <BeforeAfter
            label="Budget by month"
            of="Month"
            currency={money.currency}
            pairs={budget.months.map(({ month, beforeMinor, afterMinor, beforeMinutes, afterMinutes }) => ({
              id: month,
              title: monthWords(month),
              beforeMinor,
              afterMinor,
              minutes: [beforeMinutes, afterMinutes],
            }))}
          />
        )}
      </Part>
      <Part title="Tickets and decisions">
        <Consequences tickets={effects.tickets} workEntries={effects.workEntries} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles["part"]} aria-label={title}>
      <h3 className={styles["partTitle"]}>{title}</h3>
      {children}
    </section>
  );
}

function Sums({ effects: { effectiveOn, money } }: { effects: AmendmentEffects }) {
  const { currency, creditMinor, chargeMinor, yearlyBeforeMinor, yearlyAfterMinor } = money;
  const yearly = BigInt(yearlyAfterMinor) - BigInt(yearlyBeforeMinor);
  return (
    <dl className={styles["sums"]} aria-label="In sum">
      <Sum title="Takes effect" value={shortDay(effectiveOn)} />
      <Sum
        title="Credit"
        value={moneyWords({ minor: creditMinor.replace("-", ""), currency })}
        tone={creditMinor === "0" ? undefined : "credit"}
      />
      <Sum
        title={chargeMinor.startsWith("-") ? "Charged less" : "Charged more"}
        value={moneyWords({ minor: chargeMinor.replace("-", ""), currency })}
      />
      <Sum
        title="Yearly value then"
        value={moneyWords({ minor: yearlyAfterMinor, currency })}
        more={
          yearly === 0n
            ? "unchanged"
            : `${signedMoneyWords({ minor: String(yearly), currency })}, was ${moneyWords({ minor: yearlyBeforeMinor, currency })}`
        }
      />
    </dl>
  );
}

function Sum({ title, value, more, tone }: { title: string; value: string; more?: string; tone?: "credit" | undefined }) {
  return (
    <div className={styles["sum"]} data-tone={tone}>
      <dt>{title}</dt>
      <dd>
        {value}
        {more && <span className={styles["sumMore"]}>{more}</span>}
      </dd>
    </div>
  );
}
