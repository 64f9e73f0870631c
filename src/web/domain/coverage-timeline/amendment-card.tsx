import { Modal } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReplyOf } from "#api/endpoint.ts";
import type { getTimeline } from "#api/timelines.ts";
import { When } from "#web/ui/format/when.tsx";
import { dayWords } from "#web/ui/format/words.ts";
import { amendmentWords } from "./coverage-content.ts";
import styles from "./coverage-timeline.module.css";

type Amendment = ReplyOf<typeof getTimeline>["marks"][number];

/** One amendment, opened from its mark: what changed a contract, from when, and why. */
export function AmendmentCard({ amendment, onClose }: { amendment: Amendment; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Amendment of ${amendment.contractNumber}`}>
      <dl className={styles["facts"]}>
        <dt>What</dt>
        <dd>{amendmentWords(amendment.kind)}</dd>
        <dt>With effect from</dt>
        <dd>{dayWords(amendment.effectiveOn)}</dd>
        <dt>Recorded</dt>
        <dd>
          <When at={amendment.recordedAt} />
        </dd>
        <dt>Why</dt>
        <dd>{amendment.reason}</dd>
        <dt>Contract</dt>
        <dd>
          <Link to="/contracts/$id" params={{ id: amendment.contractId }} onClick={onClose}>
            {amendment.contractNumber}
          </Link>
        </dd>
      </dl>
    </Modal>
  );
}
