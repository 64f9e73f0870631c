import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReplyOf } from "#api/endpoint.ts";
import type { listTierRules } from "#api/tiers.ts";
import { useProductNames } from "#web/domain/admits/product-choice.tsx";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { countWords } from "#web/ui/format/words.ts";
import styles from "./tiers.module.css";

export type Rule = ReplyOf<typeof listTierRules>["rows"][number];

/** A rule as it is read: from how many on, which plan. */
export function RuleCard({ rule, onEdit }: { rule: Rule; onEdit?: () => void }) {
  const { noun, tiers, active, counts, changed } = rule;
  const counted = typeof counts === "object" ? counts.only : [];
  const nameOf = useProductNames(counted);
  return (
    <article className={styles["rule"]} aria-labelledby={rule.id}>
      <header className={styles["ruleHead"]}>
        <h3 id={rule.id} className={styles["ruleTitle"]}>
          {noun}
        </h3>
        <Badge tone={active ? "good" : "quiet"}>{active ? "Proposes" : "Switched off"}</Badge>
        {onEdit && (
          <Button variant="default" size="compact-sm" onClick={onEdit} aria-label={`Change the rule for ${noun}`}>
            Change
          </Button>
        )}
      </header>
      <dl className={styles["tiers"]}>
        {tiers.map(({ atLeast, planId, plan }, index) => (
          <div key={atLeast}>
            <dt>{lineWords(atLeast, tiers[index - 1]?.atLeast, noun)}</dt>
            <dd>
              <Link to="/plans/$id" params={{ id: planId }}>
                {plan}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles["faint"]}>
        Counts{" "}
        {counts === "any"
          ? "all that is covered"
          : counted.length === 0
            ? "nothing"
            : new Intl.ListFormat("en-GB").format(counted.map(nameOf))}
        . Changed by {changed.by}, <When at={changed.at} />
      </p>
    </article>
  );
}

/** "500 computers or more", "100 to 499", "fewer than 100". */
function lineWords(atLeast: number, above: number | undefined, noun: string): string {
  if (above === undefined) return atLeast === 0 ? `any number of ${noun}` : `${countWords(atLeast)} ${noun} or more`;
  return atLeast === 0 ? `fewer than ${countWords(above)}` : `${countWords(atLeast)} to ${countWords(above - 1)}`;
}
