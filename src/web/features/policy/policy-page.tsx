import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getPolicy, type PolicyReply } from "#api/policy.ts";
import { plansRead } from "#web/domain/plan-terms/use-plan-terms.ts";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { When } from "#web/ui/format/when.tsx";
import { Page, Section } from "#web/ui/page/page.tsx";
import styles from "./policy.module.css";
import { Rules } from "./rules.tsx";
import { SaveDialog } from "./save-dialog.tsx";
import { Simulation } from "./simulation.tsx";
import { Temper } from "./temper.tsx";
import { useNames } from "./use-names.ts";
import { Versions } from "./versions.tsx";
import { Way } from "./way.tsx";

/** What is done with a no: the rules, what tempers them, what they would have done, and how a register becomes one to be strict by. */
export function PolicyPage() {
  const { data: inForce } = useSuspenseQuery(read(getPolicy, {}));
  const { data: plans } = useSuspenseQuery(plansRead);
  return <PolicyRead key={inForce.version} inForce={inForce} plans={plans.rows} />;
}

type Props = {
  readonly inForce: Parameters<typeof SaveDialog>[0]["inForce"];
  readonly plans: readonly { readonly id: string; readonly name: string }[];
};

function PolicyRead({ inForce, plans }: Props) {
  const [draft, setDraft] = useState<PolicyReply>(inForce.policy);
  const [saving, setSaving] = useState(false);
  const mayChange = useMay("policy.change");
  const nameOf = useNames(draft, [...inForce.names, ...plans]);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(inForce.policy);
  const change = mayChange ? (changes: Partial<PolicyReply>) => setDraft({ ...draft, ...changes }) : undefined;
  return (
    <Page
      title="Policy"
      facts={
        <span>
          {inForce.recordedAt === null ? (
            "What holds until somebody sets another"
          ) : (
            <>
              Version {inForce.version} since <When at={inForce.recordedAt} />, {inForce.author}: “{inForce.reason}”
            </>
          )}
        </span>
      }
    >
      <Section title="What is done with a no">
        <Rules policy={draft} plans={plans} nameOf={nameOf} onChange={change} />
      </Section>
      <Section title="Whatever the rules say">
        <Temper policy={draft} onChange={change} />
      </Section>
      {isChanged && (
        <div className={styles["bar"]} role="status">
          <strong>Not saved yet: the policy in force is another.</strong>
          <Button variant="default" onClick={() => setDraft(inForce.policy)}>
            Discard
          </Button>
          <Button onClick={() => setSaving(true)}>Save…</Button>
        </div>
      )}
      <Simulation policy={draft} isDraft={isChanged} />
      <Way onSuppose={mayChange ? (rule) => setDraft(withRule(draft, rule)) : undefined} />
      <Versions current={inForce.version} nameOf={nameOf} onTake={mayChange ? setDraft : undefined} />
      {saving && <SaveDialog inForce={inForce} draft={draft} nameOf={nameOf} onClose={() => setSaving(false)} />}
    </Page>
  );
}

/** The policy with a rule of this name, in the place of one that has it already. */
function withRule(policy: PolicyReply, rule: PolicyReply["rules"][number]): PolicyReply {
  const others = policy.rules.filter(({ key }) => key !== rule.key);
  return { ...policy, rules: [...others, rule] };
}
