import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconCornerDownLeft } from "@tabler/icons-react";
import { usePlanTerms } from "#web/domain/plan-terms/use-plan-terms.ts";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import { instantInZone } from "#web/ui/format/words.ts";
import type { AnswerProps } from "./answer-props.ts";
import styles from "./verdict.module.css";

/** The verdict, to be read across the room: a shape, a few big words, and the line that matters most. */
export function Verdict({ decision, search, onOpenTicket }: AnswerProps) {
  const { subject, account, contact } = decision;
  const chosen = decision.candidates.find(({ ruledOutBy }) => ruledOutBy === null);
  const terms = usePlanTerms(decision.outcome === "entitled" ? chosen?.planId : undefined);
  const { tone, headline, detail } = verdictWords(decision, terms);
  return (
    <section className={styles["verdict"]} data-tone={tone} aria-label="Verdict">
      <span className={styles["icon"]}>
        <VerdictIcon tone={tone} size={56} />
      </span>
      <div className={styles["words"]} aria-live="polite">
        <p className={styles["headline"]}>{headline}</p>
        <p className={styles["detail"]}>{detail}</p>
      </div>
      <div className={styles["subject"]}>
        <p>
          {subject && (
            <Link to="/assets/$id" params={{ id: subject.id }} className={styles["strong"]}>
              {subject.serial ?? subject.tag}
            </Link>
          )}
          {subject?.productName && <span>{subject.productName}</span>}
          {account && (
            <Link to="/accounts/$id" params={{ id: account.id }}>
              {account.name}
            </Link>
          )}
          {contact && <span>{contact.name}</span>}
          {search.knownAt && <span>as known on {instantInZone(decision.knownAt, account?.timeZone)}</span>}
          {search.at && account && <span>on {instantInZone(decision.at, account.timeZone)}</span>}
        </p>
        {onOpenTicket && (
          <Button size="md" onClick={onOpenTicket} rightSection={<IconCornerDownLeft size={17} aria-hidden />}>
            Open ticket
          </Button>
        )}
      </div>
    </section>
  );
}

/** Holds the verdict's place while the first answer is on its way. */
export function VerdictSkeleton() {
  return (
    <div className={styles["verdict"]} aria-busy="true" aria-label="Asking">
      <span className={styles["icon"]}>
        <Skeleton circle height={56} />
      </span>
      <div className={styles["words"]}>
        <Skeleton height={40} width="70%" radius="sm" />
        <Skeleton height={20} width="45%" radius="sm" mt={10} />
      </div>
      <div className={styles["subject"]} />
    </div>
  );
}
