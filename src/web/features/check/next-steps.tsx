import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { DecisionReply } from "#api/entitlements.ts";
import { Rule } from "#web/domain/verdict/rule.tsx";
import type { AnswerProps } from "./answer-props.ts";
import styles from "./next-steps.module.css";
import { WhichAsset } from "./which-asset.tsx";

/** What would help when the answer is not a plain yes: the right serial, another way to ask, another day, the contract to renew. */
export function NextSteps(props: AnswerProps) {
  const { decision } = props;
  const tied = decision.outcome === "undecided" ? decision.candidates.filter(({ ruledOutBy }) => ruledOutBy === null) : [];
  const whichAsset = decision.outcome === "undecided" && decision.reasons[0]?.rule === "ENT1" ? decision.account : null;
  if (decision.didYouMean.length + decision.nearMisses.length + tied.length === 0 && !whichAsset) return null;
  return (
    <section className={styles["next"]} aria-label="What would help">
      {decision.didYouMean.length > 0 && <DidYouMean {...props} />}
      {whichAsset && <WhichAsset accountId={whichAsset.id} onAsk={props.onAsk} />}
      {tied.length > 0 && <Tied tied={tied} onChange={props.onChange} />}
      {decision.nearMisses.length > 0 && (
        <ul className={styles["misses"]}>
          {decision.nearMisses.map((miss) => (
            <li key={miss.text} className={styles["miss"]}>
              <p>
                {miss.text}
                <Rule id={miss.rule} />
              </p>
              <MissAction miss={miss} {...props} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DidYouMean({ decision, onAsk }: AnswerProps) {
  return (
    <div>
      <h2 className={styles["title"]}>Did you mean</h2>
      <div className={styles["means"]}>
        {decision.didYouMean.map((near) => (
          <button
            key={near.assetId}
            type="button"
            className={styles["mean"]}
            onClick={() => onAsk({ name: "serial", value: near.serial })}
          >
            <span className={styles["serial"]}>{near.serial}</span>
            <span>{[near.productName, near.accountName].filter(Boolean).join(" · ")}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

/** The equals. The contract's number beside the question decides, unless one contract has several of them: that is for the ticket. */
function Tied({ tied, onChange }: { tied: DecisionReply["candidates"]; onChange: AnswerProps["onChange"] }) {
  const numbers = tied.map(({ contractNumber }) => contractNumber);
  const isOne = new Set(numbers).size < numbers.length;
  return (
    <div>
      <h2 className={styles["title"]}>Which of these?</h2>
      <div className={styles["means"]}>
        {tied.map((candidate) => (
          <button
            key={candidate.coverageId}
            type="button"
            className={styles["mean"]}
            disabled={isOne}
            onClick={() => onChange({ contractNumber: candidate.contractNumber })}
          >
            <span className={styles["serial"]}>
              {candidate.contractNumber} line {candidate.lineNumber}
            </span>
            <span>
              {candidate.plan} · {candidate.service}
            </span>
          </button>
        ))}
      </div>
      {isOne && <p className={styles["more"]}>Open the ticket: which of them covers it is chosen there.</p>}
    </div>
  );
}

/** The condition to change, where one change would help; a customer has the severity alone. */
const fields: Partial<Record<DecisionReply["nearMisses"][number]["change"], { id: string; label: string }>> = {
  channel: { id: "check-channel", label: "Change the channel" },
  severity: { id: "check-severity", label: "Change the severity" },
  contact: { id: "check-caller", label: "Say who asks" },
};

function MissAction({
  miss,
  decision,
  isOwn,
  onChange,
  onConditions,
}: AnswerProps & { miss: DecisionReply["nearMisses"][number] }) {
  const contractId = decision.candidates.find(
    ({ contractNumber }) => contractNumber !== undefined && contractNumber === miss.contractNumber,
  )?.contractId;
  if (miss.change === "date" && miss.from) {
    return (
      <Button variant="default" size="sm" onClick={() => onChange({ at: miss.from })}>
        Check that day
      </Button>
    );
  }
  if (miss.change === "renewal" && contractId) {
    return (
      <Button
        variant="default"
        size="sm"
        renderRoot={(props) => <Link {...props} to="/contracts/$id" params={{ id: contractId }} />}
      >
        Open {miss.contractNumber}
      </Button>
    );
  }
  const field = fields[miss.change];
  if (field === undefined || (isOwn && miss.change !== "severity")) return null;
  return (
    <Button variant="default" size="sm" onClick={() => showField(field.id, onConditions)}>
      {field.label}
    </Button>
  );
}

/** Opens the conditions and puts the focus on one of them, once it is there to take it. */
function showField(id: string, onConditions: () => void): void {
  onConditions();
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
