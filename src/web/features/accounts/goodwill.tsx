import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { getGoodwill, setGoodwill, type Goodwill as GoodwillRead } from "#api/policy.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { minorFrom, typedAmount } from "#web/ui/format/amount.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { When } from "#web/ui/format/when.tsx";
import { moneyWords } from "#web/ui/format/words.ts";
import { Meter } from "#web/ui/meter/meter.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./confidence.module.css";

type Props = { readonly accountId: string; readonly currency: string };

/** What may be served to the account for nothing this year, and what has been (ENT9). */
export function Goodwill({ accountId, currency }: Props) {
  const { data, error, refetch } = useQuery(read(getGoodwill, { params: { id: accountId } }));
  const [setting, setSetting] = useState(false);
  const mayChange = useMay("policy.change");
  if (!data) return error && <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Section
      title={`Goodwill, ${data.year}`}
      aside={
        mayChange && (
          <Button variant="default" size="sm" onClick={() => setSetting(true)}>
            Set the budget
          </Button>
        )
      }
    >
      <div className={styles["goodwill"]}>
        <p>
          {data.spent && <strong>{moneyWords(data.spent)} </strong>}
          {data.spent ? "" : `${hoursWords(data.spentMinutes)} `}
          {data.budget ? `of ${moneyWords(data.budget)} served for nothing` : "served for nothing; there is no limit"}
          {data.left && `, ${moneyWords(data.left)} left`}.
        </p>
        {data.budget && data.spent && (
          <Meter
            value={Number(data.spent.minor)}
            of={Number(data.budget.minor)}
            scale={Math.max(Number(data.spent.minor), Number(data.budget.minor), 1)}
            label={`${moneyWords(data.spent)} of ${moneyWords(data.budget)} used`}
          />
        )}
        <p className={styles["quiet"]}>
          It is the work on this year’s{" "}
          <Link to="/exceptions" search={{ accountId, status: "all" }}>
            exceptions
          </Link>
          . <Latest history={data.history} />
        </p>
      </div>
      {setting && <BudgetDialog goodwill={data} currency={currency} onClose={() => setSetting(false)} />}
    </Section>
  );
}

function Latest({ history }: Pick<GoodwillRead, "history">) {
  const [latest] = history.toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  if (!latest) return null;
  return (
    <>
      Budget set <When at={latest.recordedAt} /> by {latest.author}: “{latest.reason}”
    </>
  );
}

type DialogProps = { readonly goodwill: GoodwillRead; readonly currency: string; readonly onClose: () => void };

function BudgetDialog({ goodwill, currency, onClose }: DialogProps) {
  const [typed, setTyped] = useState(goodwill.budget ? typedAmount(goodwill.budget.minor, currency) : "");
  const writing = useWrite(setGoodwill, { stale: [getGoodwill] });
  const budgetMinor = typed.trim() === "" ? null : minorFrom(typed, currency);
  const isWrong = typed.trim() !== "" && budgetMinor === null;
  return (
    <ReasonDialog
      title="Goodwill"
      submit="Set it"
      ready={!isWrong}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={(reason) =>
        writing.mutate(
          {
            params: { id: goodwill.accountId },
            body: { budgetMinor, reason },
            headers: { "if-match": `"${goodwill.version}"` },
          },
          { onSuccess: onClose },
        )
      }
    >
      <TextInput
        label={`What may be served for nothing in a calendar year, ${currency}`}
        description="Empty: as much as there is"
        inputMode="decimal"
        value={typed}
        error={isWrong && "Write an amount, such as 500.00."}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ReasonDialog>
  );
}
