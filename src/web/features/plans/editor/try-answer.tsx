import type { DecisionReply } from "#api/entitlements.ts";
import { Balances } from "#web/domain/allowances/balances.tsx";
import { TargetTable } from "#web/domain/plan-terms/target-table.tsx";
import { Rule } from "#web/domain/verdict/rule.tsx";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { instantInZone } from "#web/ui/format/words.ts";
import styles from "./try.module.css";

const headlines = { entitled: "Covered", not_entitled: "Not covered", undecided: "Undecided" } as const;
const tones = { entitled: "good", not_entitled: "bad", undecided: "caution" } as const;

/** What the plan would answer: the verdict and why, what would help, by when, and what is left. */
export function TryAnswer({ decision, timeZone }: { decision: DecisionReply; timeZone: string }) {
  const { outcome, reasons, nearMisses, conditions, targets, candidates } = decision;
  const balances = candidates[0]?.allowances ?? [];
  return (
    <>
      <div className={styles["verdict"]} data-tone={tones[outcome]}>
        <VerdictIcon tone={tones[outcome]} size={32} />
        <div>
          <p className={styles["headline"]}>{headlines[outcome]}</p>
          {reasons.map((reason) => (
            <p key={reason.text}>
              {reason.text}
              <Rule id={reason.rule} />
            </p>
          ))}
        </div>
      </div>
      {nearMisses.length > 0 && (
        <div className={styles["part"]}>
          <h3 className={styles["partTitle"]}>What would help</h3>
          <ul className={styles["list"]}>
            {nearMisses.map((miss) => (
              <li key={miss.text}>
                {miss.text}
                <Rule id={miss.rule} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {conditions.length > 0 && (
        <div className={styles["part"]}>
          <h3 className={styles["partTitle"]}>Left open</h3>
          <ul className={styles["list"]}>
            {conditions.map(({ term, text }) => (
              <li key={term}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {targets.length > 0 && (
        <div className={styles["part"]}>
          <h3 className={styles["partTitle"]}>Due</h3>
          <TargetTable
            targets={targets}
            label="Due"
            renderMore={({ dueAt }) => <time dateTime={dueAt}>{instantInZone(dueAt, timeZone).replace(` ${timeZone}`, "")}</time>}
          />
        </div>
      )}
      {balances.length > 0 && (
        <div className={styles["part"]}>
          <h3 className={styles["partTitle"]}>Left</h3>
          <Balances balances={balances} />
        </div>
      )}
    </>
  );
}
