import { changePolicy, getPolicy, listPolicyVersions, type PolicyReply } from "#api/policy.ts";
import type { ReplyOf } from "#api/endpoint.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";
import styles from "./policy.module.css";
import { policyWords, type NameOf } from "./policy-words.ts";

type Props = {
  readonly inForce: ReplyOf<typeof getPolicy>;
  readonly draft: PolicyReply;
  readonly nameOf: NameOf;
  readonly onClose: () => void;
};

/** What would be another, sentence by sentence, and why: the version holds from then on. */
export function SaveDialog({ inForce, draft, nameOf, onClose }: Props) {
  const saving = useWrite(changePolicy, { stale: [getPolicy, listPolicyVersions] });
  const before = policyWords(inForce.policy, nameOf);
  const after = policyWords(draft, nameOf);
  return (
    <ReasonDialog
      title="Save the policy"
      submit="Save"
      pending={saving.isPending}
      error={saving.error}
      onClose={onClose}
      onSubmit={(reason) =>
        saving.mutate(
          { body: { policy: draft, reason }, headers: { "if-match": `"${inForce.version}"` } },
          { onSuccess: onClose },
        )
      }
    >
      <p>It holds from now on, for whatever is asked next. What was decided before stays as it was.</p>
      <ul className={styles["changes"]}>
        {before
          .filter((sentence) => !after.includes(sentence))
          .map((sentence) => (
            <li key={sentence}>
              <span className={styles["sign"]}>No more</span> <del>{sentence}</del>
            </li>
          ))}
        {after
          .filter((sentence) => !before.includes(sentence))
          .map((sentence) => (
            <li key={sentence}>
              <span className={styles["sign"]}>From now</span> <ins>{sentence}</ins>
            </li>
          ))}
      </ul>
    </ReasonDialog>
  );
}
