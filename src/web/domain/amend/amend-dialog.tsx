import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { AmendedContract } from "./amended-contract.ts";
import styles from "./amend.module.css";
import { AmendForm } from "./amend-form.tsx";
import { ReverseForm } from "./reverse-form.tsx";
import type { Chosen } from "./draft.ts";
import type { Kind } from "./kinds.ts";

/** What the dialog opens with: a kind of change and what it is about, or an amendment to take back. */
export type Opening =
  | { readonly kind: Kind; readonly chosen: readonly Chosen[] }
  | { readonly reverse: { readonly id: string; readonly words: string } };

/** Where form and preview stand below one another: the same as in the style sheet. */
const NARROW = "(max-width: 62rem)";

type Props = { readonly contract: AmendedContract; readonly opening: Opening; readonly onClose: () => void };

/** Amends a contract: what changes, from when, and what that does to coverage, money, budget and tickets, before it is recorded. */
export default function AmendDialog({ contract, opening, onClose }: Props) {
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <Modal
      opened
      fullScreen={isNarrow}
      size="min(100rem, 100vw - 3rem)"
      yOffset="1.5rem"
      onClose={onClose}
      closeOnClickOutside={false}
      title={
        <span className={styles["title"]}>
          {"reverse" in opening ? `Take back an amendment of ${contract.number}` : `Amend ${contract.number}`}
          <span className={styles["titleFacts"]}>
            {contract.accountName} · days of {contract.timeZone}
          </span>
        </span>
      }
      classNames={{ body: styles["body"] ?? "", content: styles["content"] ?? "", header: styles["header"] ?? "" }}
      transitionProps={{ duration: 120 }}
    >
      {"reverse" in opening ? (
        <ReverseForm contract={contract} reverse={opening.reverse} onClose={onClose} />
      ) : (
        <AmendForm contract={contract} kind={opening.kind} chosen={opening.chosen} onClose={onClose} />
      )}
    </Modal>
  );
}
