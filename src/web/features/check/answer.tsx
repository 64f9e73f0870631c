import { lazy, Suspense } from "react";
import { Skeleton } from "@mantine/core";
import type { DecisionReply } from "#api/entitlements.ts";
import { AccountTickets } from "./account-tickets.tsx";
import { Candidates } from "#web/domain/verdict/candidates.tsx";
import type { AnswerProps } from "./answer-props.ts";
import styles from "./check.module.css";
import { NextSteps } from "./next-steps.tsx";
import { Terms } from "./terms.tsx";
import { Verdict } from "./verdict.tsx";
import { Why } from "#web/domain/verdict/why.tsx";

const CoverageTimeline = lazy(() =>
  import("#web/domain/coverage-timeline/coverage-timeline.tsx").then((module) => ({ default: module.CoverageTimeline })),
);

/** Comes with the first no. */
const Handled = lazy(() => import("./handled.tsx").then((module) => ({ default: module.Handled })));

/** The whole answer: the verdict, what to do about it, the timeline, why, and what else there is at this account. */
export function Answer(props: AnswerProps) {
  const { decision, search, stale, onChange } = props;
  const { subject, account } = decision;
  return (
    <div className={styles["answer"]} data-stale={stale || undefined} aria-busy={stale}>
      <Verdict {...props} />
      <NextSteps {...props} />
      {decision.handling && (
        <Suspense fallback={<Skeleton height={160} radius="md" />}>
          <Handled decision={decision} handling={decision.handling} />
        </Suspense>
      )}
      {(subject || account) && (
        <Suspense fallback={<Skeleton height={264} radius="md" />}>
          <CoverageTimeline
            of={subject ? { assetId: subject.id } : { accountId: account?.id ?? "" }}
            label={`Coverage of ${subject?.serial ?? subject?.tag ?? account?.name ?? ""}`}
            knownAt={instantOf(search.knownAt, decision)}
            onKnownAt={(knownAt) => onChange({ knownAt })}
          />
        </Suspense>
      )}
      <div className={styles["columns"]}>
        <Why decision={decision} />
        <Terms decision={decision} isOwn={props.isOwn} />
      </div>
      <Candidates decision={decision} />
      {account && <AccountTickets accountId={account.id} accountName={account.name} />}
    </div>
  );
}

/** The lens as an instant: the decision has read the question's own way of saying it. */
const instantOf = (knownAt: string | undefined, decision: DecisionReply): string | undefined =>
  knownAt === undefined ? undefined : decision.knownAt;
