import type { AmendedContract } from "./amended-contract.ts";
import { Commit } from "./commit.tsx";
import styles from "./amend.module.css";
import { usePreview } from "./use-preview.ts";
import { Workbench } from "./workbench.tsx";

type Props = {
  readonly contract: AmendedContract;
  readonly reverse: { readonly id: string; readonly words: string };
  readonly onClose: () => void;
};

/** Takes an amendment back, after showing what that does. */
export function ReverseForm({ contract, reverse, onClose }: Props) {
  const asked = { reverse: reverse.id };
  const answer = usePreview(contract.id, asked);
  return (
    <Workbench
      form={
        <div className={styles["reverse"]}>
          <p className={styles["reverseWhat"]}>{reverse.words}</p>
          <p>
            What was agreed before it stands again. The amendment stays in the history, and so does this one: either can still be
            read, and this one be taken back in turn.
          </p>
        </div>
      }
      answer={answer}
      missing={null}
      onLaterFacts={() => undefined}
      onAgree={() => undefined}
      commit={<Commit contract={contract} asked={asked} answer={answer} verb="Take it back" onClose={onClose} />}
    />
  );
}
