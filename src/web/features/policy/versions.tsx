import { Button } from "@mantine/core";
import { listPolicyVersions, type PolicyReply } from "#api/policy.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./policy.module.css";
import { policyWords, type NameOf } from "./policy-words.ts";

type Props = {
  readonly current: number;
  readonly nameOf: NameOf;
  /** Takes a version as the draft; undefined for who may only read. */
  readonly onTake: ((policy: PolicyReply) => void) | undefined;
};

/** All that the policy ever was, each with its reason; any can be taken up again. */
export function Versions({ current, nameOf, onTake }: Props) {
  const { error, onRetry, props } = usePages(listPolicyVersions, {});
  if (error) return <ProblemNotice error={error} onRetry={onRetry} />;
  if (!props.rows || props.rows.length === 0) return null;
  return (
    <Section title="Versions">
      <ol className={styles["versions"]}>
        {props.rows.map(({ version, policy, reason, author, recordedAt }) => (
          <li key={version} className={styles["version"]}>
            <div className={styles["versionHead"]}>
              <strong>Version {version}</strong>
              <span>
                {recordedAt && <When at={recordedAt} />}, {author}
              </span>
              {version === current && <Badge tone="good">in force</Badge>}
              {version !== current && onTake && (
                <Button variant="default" size="xs" onClick={() => onTake(policy)}>
                  Take it up again
                </Button>
              )}
            </div>
            <p>“{reason}”</p>
            <details>
              <summary>What it said</summary>
              <ul className={styles["sentences"]}>
                {policyWords(policy, nameOf).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
      {props.hasMore && (
        <Button variant="default" loading={props.loadingMore} onClick={props.onMore}>
          Earlier versions
        </Button>
      )}
    </Section>
  );
}
