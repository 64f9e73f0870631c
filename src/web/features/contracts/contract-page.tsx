import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { getContract } from "#api/contracts.ts";
import { ContractAllowances } from "#web/domain/allowances/account-allowances.tsx";
import type { Opening } from "#web/domain/amend/amend-dialog.tsx";
import type { AmendedContract } from "#web/domain/amend/amended-contract.ts";
import { ContractHealth, healthWords } from "#web/domain/contracts/contract-health.tsx";
import { lastDayOf } from "#web/domain/contracts/contract-columns.tsx";
import { ContractStateBadge } from "#web/domain/contracts/contract-state.tsx";
import { CoverageTimeline } from "#web/domain/coverage-timeline/coverage-timeline.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { readSteadily } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { dayWords } from "#web/ui/format/words.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Page } from "#web/ui/page/page.tsx";
import { Amendments } from "./amendments.tsx";
import { Budget } from "./budget.tsx";
import styles from "./contract-page.module.css";
import { Covered } from "./covered.tsx";
import { FilesPanel } from "./files-panel.tsx";
import { Invoices } from "./invoices.tsx";
import { LookedAt } from "./looked-at.tsx";
import { NotesPanel } from "./notes-panel.tsx";
import { TermsPanel } from "./terms-panel.tsx";

const route = getRouteApi("/shell/contracts/$id");

/** The dialog comes when it is asked for: nobody who only reads pays for it. */
const AmendDialog = lazy(() => import("#web/domain/amend/amend-dialog.tsx"));

/** A contract on a day, as known then: what it covers over time, what made it so, what was invoiced, its budget, its papers. */
export function ContractPage() {
  const { id } = route.useParams();
  const { at, knownAt } = route.useSearch();
  const { data: contract, error, refetch } = useQuery(readSteadily(getContract, { params: { id }, query: { at, knownAt } }));
  if (contract) return <ContractRead key={contract.id} contract={contract} />;
  return <Page title="Contract">{error && <ProblemNotice error={error} onRetry={() => void refetch()} />}</Page>;
}

function ContractRead({ contract }: { contract: AmendedContract }) {
  const { at, knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  const [opening, setOpening] = useState<Opening | null>(null);
  const isNow = at === undefined && knownAt === undefined;
  const maySeeAllowances = useMay("allowances.read");
  const mayAmend = useMay("contracts.amend") && isNow && contract.state !== "draft";
  const look = (lenses: { at?: string | undefined; knownAt?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...lenses }), replace: true });
  useKeys(mayAmend ? { a: () => setOpening({ kind: "remove", chosen: [] }) } : {});
  return (
    <Page
      title={contract.number}
      kicker={<Link to="/contracts">Contracts</Link>}
      facts={<Facts contract={contract} />}
      actions={
        mayAmend && (
          <>
            <Button variant="default" onClick={() => setOpening({ kind: "correct", chosen: [] })}>
              Correct
            </Button>
            <Button onClick={() => setOpening({ kind: "remove", chosen: [] })}>Amend</Button>
          </>
        )
      }
    >
      <LookedAt contract={contract} at={at} knownAt={knownAt} onLook={look} />
      <div className={styles["columns"]}>
        <div className={styles["main"]}>
          <CoverageTimeline
            of={{ contractId: contract.id }}
            label={`Coverage by ${contract.number}`}
            knownAt={knownAt}
            at={at}
            onKnownAt={(moment) => look({ knownAt: moment })}
            onAt={(day) => look({ at: day })}
          />
          <Covered
            key={contract.revision}
            contract={contract}
            lenses={{ at, knownAt }}
            onAmend={mayAmend ? setOpening : undefined}
          />
          {maySeeAllowances && isNow && <ContractAllowances contractId={contract.id} />}
          <Amendments contractId={contract.id} onReverse={mayAmend ? (reverse) => setOpening({ reverse }) : undefined} />
          <Invoices contractId={contract.id} knownAt={knownAt} />
          <Budget contractId={contract.id} lenses={{ at, knownAt }} />
        </div>
        <aside className={styles["aside"]} aria-label="About this contract">
          <TermsPanel contract={contract} />
          <FilesPanel contractId={contract.id} />
          <NotesPanel contractId={contract.id} />
        </aside>
      </div>
      {opening && (
        <Suspense fallback={null}>
          <AmendDialog contract={contract} opening={opening} onClose={() => setOpening(null)} />
        </Suspense>
      )}
    </Page>
  );
}

function Facts({ contract }: { contract: AmendedContract }) {
  const last = lastDayOf(contract);
  return (
    <>
      <ContractStateBadge state={contract.state} />
      <Link to="/accounts/$id" params={{ id: contract.accountId }}>
        {contract.accountName}
      </Link>
      <span>
        {dayWords(contract.startsOn)} – {last ? dayWords(last) : "open-ended"}
      </span>
      {healthWords(contract).length > 0 && <ContractHealth row={contract} />}
    </>
  );
}
