import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Ticket } from "#api/tickets.ts";
import { severityNames } from "#web/domain/channel-words.ts";
import { CoverageTimeline } from "#web/domain/coverage-timeline/coverage-timeline.tsx";
import { Due } from "#web/domain/tickets/due.tsx";
import { CoverBadge, heldNames, TicketStatusBadge } from "#web/domain/tickets/ticket-badges.tsx";
import { targetName } from "#web/domain/plan-terms/target-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay, useSession } from "#web/query/session.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Page } from "#web/ui/page/page.tsx";
import type { AboutDraft } from "./about-draft.ts";
import { AboutPanel } from "./about-panel.tsx";
import { Composer } from "./composer.tsx";
import { Conversation } from "./conversation.tsx";
import { CoverPanel } from "./cover-panel.tsx";
import { CustomerComposer } from "./customer-composer.tsx";
import { HeldNotice } from "./held-notice.tsx";
import { MergedNotice } from "./merged-notice.tsx";
import { OvertakenNotice } from "./overtaken-notice.tsx";
import { StatePanel } from "./state-panel.tsx";
import { TargetsPanel } from "./targets-panel.tsx";
import styles from "./ticket-page.module.css";
import { ticketRead } from "./ticket-reads.ts";
import { useTicketChange } from "./use-ticket-change.ts";
import { WorkPanel } from "./work-panel.tsx";

const route = getRouteApi("/shell/tickets/$id");

/** The dialogs come when they are asked for. */
const AboutForm = lazy(() => import("./about-form.tsx").then((module) => ({ default: module.AboutForm })));
const MergeDialog = lazy(() => import("./merge-dialog.tsx").then((module) => ({ default: module.MergeDialog })));

/** A ticket: the conversation, and beside it what is owed, whether it is covered and why, whom and what it is about. */
export function TicketPage() {
  const { id } = route.useParams();
  const { data: ticket, error, refetch } = useSuspenseQuery(ticketRead(id));
  const [whyOpen, setWhyOpen] = useState(false);
  const changes = useTicketChange(ticket);
  const mayWork = useMay("tickets.work");
  const isContact = useSession().user.role === "contact";
  const maySeeWork = useMay("work.read");
  const [begun, setBegun] = useState<Partial<AboutDraft>>();
  const [merging, setMerging] = useState(false);
  useKeys({ w: () => setWhyOpen(true) });
  return (
    <Page title={ticket.subject} kicker={<Kicker ticket={ticket} />} facts={<Facts ticket={ticket} />}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {changes.error && <ProblemNotice error={changes.error} doing="writing" />}
      <HeldNotice ticket={ticket} />
      <MergedNotice ticket={ticket} />
      <OvertakenNotice ticket={ticket} changes={changes} />
      <div className={styles["columns"]}>
        <div className={styles["talk"]}>
          <Conversation messages={ticket.messages} />
          {mayWork && <Composer key={ticket.id} ticket={ticket} />}
          {isContact && <CustomerComposer key={ticket.id} ticket={ticket} />}
        </div>
        <aside className={styles["aside"]} aria-label="About this ticket">
          <TargetsPanel ticket={ticket} />
          <StatePanel ticket={ticket} changes={changes} onAbout={setBegun} onMerge={() => setMerging(true)} />
          <CoverPanel ticket={ticket} whyOpen={whyOpen} onWhy={setWhyOpen} onAbout={mayWork ? () => setBegun({}) : undefined} />
          {maySeeWork && <WorkPanel ticket={ticket} />}
          <AboutPanel ticket={ticket} onChange={mayWork ? () => setBegun({}) : undefined} />
        </aside>
        <div className={styles["coverage"]}>
          <Coverage ticket={ticket} />
        </div>
      </div>
      <Suspense>
        {begun && <AboutForm ticket={ticket} changes={changes} begun={begun} onClose={() => setBegun(undefined)} />}
        {merging && <MergeDialog ticket={ticket} onClose={() => setMerging(false)} />}
      </Suspense>
    </Page>
  );
}

function Kicker({ ticket }: { ticket: Ticket }) {
  return (
    <>
      <Link to="/tickets">Tickets</Link> / {ticket.number}
    </>
  );
}

function Facts({ ticket }: { ticket: Ticket }) {
  const { nextDue } = ticket;
  return (
    <>
      <TicketStatusBadge status={ticket.status} />
      {ticket.held && <Badge tone="caution">{heldNames[ticket.held]}</Badge>}
      <span>Severity {severityNames[ticket.severity]}</span>
      <CoverBadge outcome={ticket.outcome} plan={ticket.plan} />
      {nextDue && (
        <span>
          {targetName(nextDue.name)} <Due at={nextDue.dueAt} zone={ticket.decision.account?.timeZone} />
        </span>
      )}
    </>
  );
}

function Coverage({ ticket }: { ticket: Ticket }) {
  const { knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  if (!ticket.assetId && !ticket.accountId) return null;
  return (
    <CoverageTimeline
      of={ticket.assetId ? { assetId: ticket.assetId } : { accountId: ticket.accountId ?? "" }}
      label={`Coverage of ${ticket.assetSerial ?? ticket.accountName ?? "the account"}`}
      knownAt={knownAt}
      onKnownAt={(moment) => void navigate({ search: { knownAt: moment }, replace: true })}
    />
  );
}
