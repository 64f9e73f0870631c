import type { DecisionReply } from "#api/entitlements.ts";
import { Rule } from "./rule.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./why.module.css";

/** The reasons, and on demand the whole order of work. */
export function Why({ decision }: { decision: DecisionReply }) {
  return (
    <Section title="Why">
      <div className={styles["card"]}>
        <ul className={styles["reasons"]}>
          {decision.reasons.map((reason) => (
            <li key={reason.text}>
              {reason.text}
              <Rule id={reason.rule} />
            </li>
          ))}
        </ul>
        <details className={styles["steps"]}>
          <summary>How it was decided</summary>
          <ol>
            {decision.steps.map((step) => (
              <li key={step.text}>
                {step.text}
                <Rule id={step.rule} />
              </li>
            ))}
          </ol>
        </details>
      </div>
    </Section>
  );
}
