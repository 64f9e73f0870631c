import { Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listTierProposals, listTierRules } from "#api/tiers.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import { Proposals } from "./proposals.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RuleCard, type Rule } from "./rule-card.tsx";
import styles from "./tiers.module.css";

/** Which plan what was bought calls for (ALW9): what is proposed today, and the rules that propose it. */
export function TiersPage() {
  const mayChange = useMay("tiers.change");
  const [editing, setEditing] = useState<Rule | "new" | null>(null);
  const rules = useQuery(read(listTierRules, {}));
  const proposals = useQuery(read(listTierProposals, { query: {} }));
  useKeys(mayChange ? { n: () => setEditing("new") } : {});
  const newRule = mayChange && (
    <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setEditing("new")}>
      New rule
    </Button>
  );
  return (
    <Page
      title="Tier rules"
      kicker="Which plan what was bought calls for"
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/plans" />}>
            Plans
          </Button>
          {newRule}
        </>
      }
    >
      <Section title="Proposed">
        {proposals.data ? (
          <Proposals rows={proposals.data.rows} />
        ) : proposals.error ? (
          <ProblemNotice error={proposals.error} onRetry={() => void proposals.refetch()} />
        ) : (
          <Skeleton height={160} radius="md" aria-label="Loading" />
        )}
      </Section>
      <Section title="Rules">
        {rules.error && !rules.data ? (
          <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
        ) : rules.data?.rows.length === 0 ? (
          <Empty title="There are no tier rules">
            A rule counts what an account has bought and proposes the plan that fits: 500 computers or more, Premium; fewer,
            Standard.
          </Empty>
        ) : (
          <div className={styles["rules"]}>
            {rules.data?.rows.map((rule) => (
              <RuleCard key={rule.id} rule={rule} {...(mayChange && { onEdit: () => setEditing(rule) })} />
            ))}
          </div>
        )}
      </Section>
      {editing && <RuleForm rule={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}
