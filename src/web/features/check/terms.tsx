import type { DecisionReply } from "#api/entitlements.ts";
import { channelsWords } from "#web/domain/plan-terms/terms-words.ts";
import { TargetTable } from "#web/domain/plan-terms/target-table.tsx";
import { Badge } from "#web/ui/badge/badge.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { dueWords, instantInZone, shortDay } from "#web/ui/format/words.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./answer.module.css";

/** What a ticket opened now would get: who may ask, what is left, what is promised by when. */
export function Terms({ decision }: { decision: DecisionReply }) {
  const { outcome, targets, conditions, contact, candidates } = decision;
  const allowances =
    candidates.find(({ ruledOutBy, allowances: left }) => ruledOutBy === null && left.length > 0)?.allowances ?? [];
  const spent =
    outcome === "not_entitled" ? (candidates.find(({ ruledOutBy }) => ruledOutBy?.rule === "ALW3")?.allowances ?? []) : [];
  if (targets.length + conditions.length + allowances.length + spent.length === 0 && !contact) return null;
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
        {[...allowances, ...spent].map((left) => (
          <Left key={[left.allowance, left.bucket, left.limit].join("/")} left={left} />
        ))}
        {targets.length > 0 && <Due decision={decision} />}
      </div>
    </Section>
  );
}

type AllowanceLeft = DecisionReply["candidates"][number]["allowances"][number];

function Left({ left }: { left: AllowanceLeft }) {
  const which = left.channels === "any" ? left.unit : `${left.unit} by ${channelsWords(left.channels)}`;
  return (
    <div className={styles["left"]}>
      <p>
        <strong>
          {left.left} of {left.granted}
        </strong>{" "}
        {which} left{left.endsBefore !== null && ` until ${shortDay(lastDay(left.endsBefore))}`}
      </p>
      <meter
        className={styles["meter"]}
        min={0}
        max={Math.max(left.granted, 1)}
        low={left.granted * 0.2}
        optimum={left.granted}
        value={left.left}
        aria-label={`${which} left`}
      />
    </div>
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
