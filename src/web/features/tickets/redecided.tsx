import { handlings } from "#web/domain/policy/handling-words.ts";
import { targetName } from "#web/domain/plan-terms/target-words.ts";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import type { TicketStanding } from "#api/ticket-decisions.ts";
import { When } from "#web/ui/format/when.tsx";
import styles from "./about-form.module.css";
import { allowanceLeft } from "./allowance-left.ts";
import { settled } from "./settled.ts";
import type { Redecision } from "./use-redecision.ts";

type Props = {
  readonly redecision: Redecision;
  /** What is chosen, where there is a choice. */
  readonly cover: "keep" | "switch" | undefined;
  readonly zone: string | undefined;
};

/** The ticket as it is and as it would be, side by side: the decision, the promises, what is left. */
export function Redecided({ redecision, cover, zone }: Props) {
  const { differs, policy, before, kept, switched } = redecision;
  const after = (cover ?? policy) === "keep" ? kept : switched;
  return (
    <>
      <div className={styles["sides"]}>
        <Standing title="As it is" standing={before} zone={zone} />
        <Standing title="As it would be" standing={after} zone={zone} />
      </div>
      <p className={styles["quiet"]}>
        {!differs
          ? "What covers it stays the same."
          : policy === "ask"
            ? "Both decisions are kept with the ticket."
            : policy === "keep"
              ? "By the policy the cover stays as it was decided first. Both decisions are kept with the ticket."
              : "By the policy the new decision holds. Both decisions are kept with the ticket."}
      </p>
    </>
  );
}

const asSettled = ({ decision, outcome, contractNumber, plan }: TicketStanding) =>
  outcome === "entitled"
    ? settled(decision, (each) => each.ruledOutBy === null && each.contractNumber === contractNumber && each.plan === plan)
    : decision;

function Standing({ title, standing, zone }: { title: string; standing: TicketStanding; zone: string | undefined }) {
  const { tone, headline, detail } = verdictWords(asSettled(standing));
  const left = allowanceLeft(standing.decision);
  return (
    <section className={styles["side"]} data-tone={tone} aria-label={title}>
      <h3 className={styles["sideTitle"]}>{title}</h3>
      <div className={styles["verdict"]}>
        <VerdictIcon tone={tone} size={24} />
        <div>
          <p className={styles["headline"]}>{headline}</p>
          <p>{[standing.contractNumber, detail].filter(Boolean).join(" · ")}</p>
        </div>
      </div>
      <dl className={styles["promises"]}>
        {standing.targets.map(({ name, dueAt, promise }) => (
          <div key={name}>
            <dt>{targetName(name)}</dt>
            <dd>
              {dueAt ? <When at={dueAt} zone={zone} /> : "paused"}
              <span className={styles["quiet"]}> within {promise}</span>
            </dd>
          </div>
        ))}
        {left && (
          <div>
            <dt>Left</dt>
            <dd>{left}</dd>
          </div>
        )}
        {standing.handling && (
          <div>
            <dt>Handling</dt>
            <dd>{handlings[standing.handling].name}</dd>
          </div>
        )}
      </dl>
      {standing.targets.length === 0 && <p className={styles["quiet"]}>Nothing is promised.</p>}
    </section>
  );
}
