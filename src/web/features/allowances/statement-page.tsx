import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { getAllowanceStatement, listContractAllowances, type AllowanceBalance } from "#api/allowances.ts";
import { balancesOf } from "#web/domain/allowances/balance.ts";
import { Balances } from "#web/domain/allowances/balances.tsx";
import { quantityWords } from "#web/domain/allowances/balance-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read, readSteadily } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords, plural } from "#web/ui/format/words.ts";
import { Figures } from "#web/ui/figures/figures.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import { AdjustDialog } from "./adjust-dialog.tsx";
import { statementColumns } from "./statement-columns.tsx";
import { StatementFilters } from "./statement-filters.tsx";
import styles from "./statement.module.css";
import { TopUpDialog } from "./top-up-dialog.tsx";

const route = getRouteApi("/shell/contracts/$id/allowances/$planId/$key");

/** What an allowance granted and what became of it, line by line: the same for the desk and the customer. */
export function StatementPage() {
  const params = route.useParams();
  const search = route.useSearch();
  const { data: allowances } = useSuspenseQuery(read(listContractAllowances, { params: { id: params.id } }));
  const { data: statement, error, refetch } = useQuery(readSteadily(getAllowanceStatement, { params, query: search }));
  const allowance = allowances.rows.find(({ planId, key }) => planId === params.planId && key === params.key);
  const title = `Statement of ${statement?.planName ?? allowance?.planName ?? "an allowance"}`;
  return (
    <Page
      title={title}
      kicker={<Kicker id={params.id} number={statement?.contractNumber ?? allowance?.contractNumber} />}
      facts={
        statement && (
          <span>
            {dayWords(statement.from)} {statement.before ? `– ${dayWords(lastDay(statement.before))}` : "to the latest line"}
          </span>
        )
      }
      actions={allowance && <ByHand allowance={allowance} />}
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {allowance && (
        <Section title="What is left today">
          <div className={styles["card"]}>
            <Balances balances={balancesOf(allowance)} />
          </div>
        </Section>
      )}
      {statement && <Sums statement={statement} />}
      {statement && statement.linesLeftOut > 0 && (
        <p className={styles["quiet"]}>{plural(statement.linesLeftOut, "earlier line")} are summed up in the opening.</p>
      )}
      <RecordList
        noun="lines"
        columns={statementColumns(statement)}
        rows={statement?.lines.toReversed()}
        failed={error !== null}
        rowId={(line) => line.id}
        drawAtOnce={100}
        filters={<StatementFilters allowance={allowance} />}
        empty={
          <Empty title="Nothing happened in these days">What is granted, used and given back stands here, a line each.</Empty>
        }
      />
    </Page>
  );
}

function Kicker({ id, number }: { id: string; number: string | undefined }) {
  return (
    <>
      <Link to="/contracts">Contracts</Link> /{" "}
      <Link to="/contracts/$id" params={{ id }}>
        {number ?? "…"}
      </Link>
    </>
  );
}

type Statement = NonNullable<Parameters<typeof statementColumns>[0]>;

function Sums({ statement }: { statement: Statement }) {
  const sum = (of: (line: Statement["lines"][number]) => number) => statement.lines.reduce((all, line) => all + of(line), 0);
  const words = (quantity: number) => quantityWords(quantity, statement);
  const over = sum((line) => line.over);
  return (
    <Figures
      figures={[
        { name: "Opening", value: words(statement.opening) },
        { name: "Added", value: words(sum(({ change }) => Math.max(change, 0))), note: "granted, topped up, given back" },
        { name: "Taken", value: words(-sum(({ change }) => Math.min(change, 0))), note: "used, held, expired" },
        { name: "Closing", value: words(statement.closing), note: over > 0 ? `and ${words(over)} beyond` : undefined },
      ]}
    />
  );
}

function ByHand({ allowance }: { allowance: AllowanceBalance }) {
  const [open, setOpen] = useState<"top_up" | "adjust">();
  const close = (): void => setOpen(undefined);
  if (!useMay("allowances.correct") || allowance.buckets.length === 0) return null;
  const hasLots = allowance.buckets.some(({ lots }) => lots.length > 0);
  return (
    <>
      {hasLots && (
        <Button variant="default" onClick={() => setOpen("adjust")}>
          Adjust
        </Button>
      )}
      <Button onClick={() => setOpen("top_up")}>Top up</Button>
      {open === "top_up" && <TopUpDialog allowance={allowance} onClose={close} />}
      {open === "adjust" && <AdjustDialog allowance={allowance} onClose={close} />}
    </>
  );
}
