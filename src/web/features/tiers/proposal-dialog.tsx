import { Button, Modal, Skeleton, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listAmendments } from "#api/amendments.ts";
import { getContract, listContracts, listCovered } from "#api/contracts.ts";
import { applyTierProposal, listTierProposals, type TierProposalRow } from "#api/tiers.ts";
import { OutdatedNotice } from "#web/domain/amend/outdated-notice.tsx";
import { Preview } from "#web/domain/amend/preview/preview.tsx";
import { RefusalNotice } from "#web/domain/amend/refusal-notice.tsx";
import { outdatedOf } from "#web/domain/amend/refusal.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { modKey, useKeys } from "#web/ui/keys/use-keys.ts";
import styles from "./tiers.module.css";
import { previewKey, useProposalPreview, type Moving } from "./use-proposal-preview.ts";

type Props = { readonly proposal: TierProposalRow; readonly onClose: () => void };

/** What taking up a proposal does to the contract from a day on, and the one key that records it. */
export function ProposalDialog({ proposal, onClose }: Props) {
  // Until somebody chooses a day it is the contract's today, which may be another than the reader's.
  const [moving, setMoving] = useState<Moving>({});
  const preview = useProposalPreview(proposal.id, moving);
  const { apply, error, isPending, outdated } = useApplying(proposal, moving, preview.data?.basis, onClose);
  const isReady = preview.isCurrent && preview.error === null && preview.data !== undefined;
  useKeys({ "mod+Enter": () => isReady && !isPending && apply() });
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(64rem, 100vw - 2rem)"
      title={`${proposal.to.plan} for ${proposal.accountName}, ${proposal.contractNumber}`}
    >
      <div className={styles["form"]}>
        <p className={styles["soft"]}>{proposal.text}</p>
        <div className={styles["pair"]}>
          <TextInput
            type="date"
            data-autofocus
            label="From"
            description={`From this day on ${proposal.to.plan}, until then ${proposal.from.plan}`}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={moving.effectiveOn ?? preview.data?.effects.effectiveOn ?? ""}
            onChange={({ currentTarget: { value } }) => value !== "" && setMoving({ effectiveOn: value })}
          />
        </div>
        <div className={styles["preview"]} role="region" aria-label="What it does" aria-busy={!preview.isCurrent}>
          {preview.error ? (
            <RefusalNotice
              error={preview.error}
              onLaterFacts={(_, laterFacts) => setMoving((now) => ({ ...now, laterFacts }))}
              onAgree={() => undefined}
            />
          ) : preview.data ? (
            <Preview effects={preview.data.effects} />
          ) : (
            <Skeleton height={280} radius="md" aria-label="Working it out" />
          )}
        </div>
        {outdated ? <OutdatedNotice since={outdated.changed} /> : error && <ProblemNotice error={error} doing="writing" />}
        <div className={styles["applyBar"]}>
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button onClick={apply} loading={isPending} disabled={!isReady} title={`${modKey} Enter`}>
            Apply {proposal.to.plan}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** Records just what the preview shows; where the contract has changed since, the fresh preview takes its place. */
function useApplying(proposal: TierProposalRow, moving: Moving, basis: string | undefined, onClose: () => void) {
  const queries = useQueryClient();
  const stale = [listTierProposals, getContract, listContracts, listCovered, listAmendments];
  const applying = useWrite(applyTierProposal, { stale });
  const apply = (): void =>
    applying.mutate(
      { params: { id: proposal.id }, body: { ...moving, ...(basis === undefined ? {} : { basis }) } },
      {
        onSuccess: onClose,
        onError: (error) => {
          const fresh = outdatedOf(error)?.preview;
          if (fresh) queries.setQueryData(previewKey(proposal.id, JSON.stringify(moving)), fresh);
        },
      },
    );
  return { apply, error: applying.error, isPending: applying.isPending, outdated: outdatedOf(applying.error) };
}
