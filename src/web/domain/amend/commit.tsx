import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { amendContract, listAmendments } from "#api/amendments.ts";
import { listInvoices } from "#api/billing.ts";
import { getContract, listContracts, listCovered } from "#api/contracts.ts";
import { getProject } from "#api/projects.ts";
import { getTimeline } from "#api/timelines.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import type { AmendedContract } from "./amended-contract.ts";
import styles from "./amend.module.css";
import { OutdatedNotice } from "./outdated-notice.tsx";
import { outdatedOf } from "./refusal.ts";
import { previewKey, type Asked, type usePreview } from "./use-preview.ts";

type Props = {
  readonly contract: AmendedContract;
  readonly asked: Asked | null;
  readonly answer: ReturnType<typeof usePreview>;
  /** What the button says: "Drop", "Amend". */
  readonly verb: string;
  readonly onClose: () => void;
};

/** Why, and the button that records just what the preview shows; where facts have moved since, it says so and shows the new preview. */
export function Commit({ contract, asked, answer, verb, onClose }: Props) {
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const stale = [getContract, listContracts, listCovered, listAmendments, getTimeline, listInvoices, getProject];
  const recording = useWrite(amendContract, { stale });
  const { preview, isCurrent } = answer;
  const ready = asked !== null && preview !== undefined && isCurrent && !answer.error && reason.trim() !== "";
  const outdated = outdatedOf(recording.error);
  const record = (): void => {
    if (!ready || recording.isPending) return;
    const body = { ...asked, reason: reason.trim(), basis: preview.basis };
    recording.mutate(
      { params: { id: contract.id }, body },
      {
        onSuccess: onClose,
        onError: (error) => {
          const fresh = outdatedOf(error)?.preview;
          if (fresh) queries.setQueryData(previewKey(contract.id, JSON.stringify(asked)), fresh);
        },
      },
    );
  };
  useKeys({ "mod+Enter": record });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    record();
  };
  return (
    <form className={styles["commit"]} onSubmit={submit} aria-label="Record the amendment">
      {outdated ? (
        <OutdatedNotice since={outdated.changed} />
      ) : (
        recording.error && <ProblemNotice error={recording.error} doing="writing" />
      )}
      <div className={styles["commitRow"]}>
        <Textarea
          className={styles["reason"] ?? ""}
          label="Why"
          placeholder="Say why, for the record"
          required
          withAsterisk={false}
          maxLength={2000}
          autosize
          minRows={1}
          maxRows={4}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={styles["buttons"]}>
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" disabled={!ready} loading={recording.isPending}>
            {outdated ? `${verb} all the same` : verb}
          </Button>
        </div>
      </div>
    </form>
  );
}
