import type { DecisionReply } from "#api/entitlements.ts";
import { Balances } from "#web/domain/allowances/balances.tsx";
import { TargetTable } from "#web/domain/plan-terms/target-table.tsx";
import { Badge } from "#web/ui/badge/badge.tsx";
import { dueWords, instantInZone } from "#web/ui/format/words.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { Section } from "#web/ui/page/page.tsx";
import type { AnswerProps } from "./answer-props.ts";
import styles from "./answer.module.css";

/** What a ticket opened now would get: who may ask, where the desk has to know, what is left, what is promised by when. */
export function Terms({ decision, isOwn }: Pick<AnswerProps, "decision" | "isOwn">) {
  const { outcome, targets, conditions, account, candidates } = decision;
  const contact = isOwn ? null : decision.contact;
  const allowances =
    candidates.find(({ ruledOutBy, allowances: left }) => ruledOutBy === null && left.length > 0)?.allowances ?? [];
  const spent =
    outcome === "not_entitled" ? (candidates.find(({ ruledOutBy }) => ruledOutBy?.rule === "ALW3")?.allowances ?? []) : [];
  const left = [...allowances, ...spent].map((balance) => ({ ...balance, currency: account?.currency ?? null }));
  if (targets.length + conditions.length + left.length === 0 && !contact) return null;
  return (
    <Section title="If a ticket is opened">
      <div className={styles["card"]}>
        {contact && (
          <p>
            {contact.name}{" "}
            <Badge tone={contact.namedCaller ? "good" : "quiet"}>
              {contact.namedCaller ? "named caller" : "known, not a named caller"}
            </Badge>
          </p>
        )}
        {conditions.length > 0 && (
          <ul className={styles["conditions"]} aria-label="Still to be met">
            {conditions.map((condition) => (
              <li key={condition.text}>{condition.text}</li>
            ))}
          </ul>
        )}
        {left.length > 0 && <Balances balances={left} />}
        {targets.length > 0 && <Due decision={decision} />}
      </div>
    </Section>
  );
}

function Due({ decision }: { decision: DecisionReply }) {
  const now = useNow();
  const zone = decision.account?.timeZone;
  return (
    <TargetTable
      targets={decision.targets}
      label="Promises and when they would be due"
      renderMore={({ dueAt }) => (
        <time dateTime={dueAt} title={[instantInZone(dueAt), zone && instantInZone(dueAt, zone)].filter(Boolean).join("\n")}>
          by {dueWords(dueAt, now)}
        </time>
      )}
    />
  );
}
