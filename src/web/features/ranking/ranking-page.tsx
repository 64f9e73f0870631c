import { Button, Skeleton, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import type { ReplyOf } from "#api/endpoint.ts";
import { changeRanking, getRanking } from "#api/plans.ts";
import { ReplayPanel } from "#web/domain/replays/replay-panel.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { localDay } from "#web/ui/format/days.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { OrderList } from "#web/ui/order/order-list.tsx";
import { Page, Section } from "#web/ui/page/page.tsx";
import { History } from "./history.tsx";
import { scopeWords, sourceWords } from "./ranking-words.ts";
import styles from "./ranking.module.css";

type InForce = ReplyOf<typeof getRanking>;
type Ranking = Pick<InForce, "scopes" | "sources">;

/** Which of several covers is preferred (ENT3): two orders, what another would have meant, and those that held before. */
export function RankingPage() {
  const { data, error, refetch } = useQuery(read(getRanking, {}));
  return (
    <Page
      title="Ranking"
      kicker="Which cover is drawn on where several would do"
      actions={
        <Button variant="default" renderRoot={(props) => <Link {...props} to="/plans" />}>
          Plans
        </Button>
      }
    >
      {data ? (
        <Orders key={data.version} inForce={data} />
      ) : error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={420} radius="md" aria-label="Loading" />
      )}
    </Page>
  );
}

function Orders({ inForce }: { inForce: InForce }) {
  const mayChange = useMay("plans.change");
  const today = localDay(new Date(useNow()));
  const mayReplay = useMay("replays.read");
  const [ranking, setRanking] = useState<Ranking>({ scopes: inForce.scopes, sources: inForce.sources });
  const isSame = orderText(ranking) === orderText(inForce);
  const reorder = <K extends keyof Ranking>(order: K) =>
    mayChange ? (ids: string[]) => setRanking({ ...ranking, [order]: ids as Ranking[K] }) : undefined;
  return (
    <>
      <div className={styles["orders"]}>
        <Section title="What it covers">
          <OrderList
            label="What it covers"
            items={ranking.scopes.map((id) => ({ id, ...scopeWords[id] }))}
            onChange={reorder("scopes")}
          />
        </Section>
        <Section title="Then, where it comes from">
          <OrderList
            label="Where it comes from"
            items={ranking.sources.map((id) => ({ id, ...sourceWords[id] }))}
            onChange={reorder("sources")}
          />
          <p className={styles["hint"]}>
            Where both orders leave two equal, nobody flips a coin: the ticket is undecided, and a person chooses.
          </p>
        </Section>
      </div>
      {mayChange && mayReplay && (
        <Section title="What it would have meant">
          <ReplayPanel supposed={{ ranking }} isSame={isSame} today={today} />
        </Section>
      )}
      {mayChange && !isSame && (
        <SaveForm
          ranking={ranking}
          version={inForce.version}
          onReset={() => setRanking({ scopes: inForce.scopes, sources: inForce.sources })}
        />
      )}
      <Section title="History">
        <History rows={inForce.history} />
      </Section>
    </>
  );
}

const orderText = ({ scopes, sources }: Ranking): string => [...scopes, "/", ...sources].join(" ");

type SaveProps = { readonly ranking: Ranking; readonly version: number; readonly onReset: () => void };

function SaveForm({ ranking, version, onReset }: SaveProps) {
  const [reason, setReason] = useState("");
  const writing = useWrite(changeRanking, { stale: [getRanking] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") return;
    const { scopes, sources } = ranking;
    writing.mutate({ headers: { "if-match": `"${version}"` }, body: { scopes, sources, reason: reason.trim() } });
  };
  return (
    <form className={styles["save"]} onSubmit={submit} aria-label="Save the ranking">
      {writing.error && <ProblemNotice error={writing.error} doing="writing" />}
      <div className={styles["saveRow"]}>
        <Textarea
          className={styles["reason"] ?? ""}
          label="Why"
          placeholder="Say why, for the record"
          required
          withAsterisk={false}
          autosize
          minRows={1}
          maxLength={1000}
          dir="auto"
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <div className={styles["buttons"]}>
          <Button variant="default" onClick={onReset}>
            As it was
          </Button>
          <Button type="submit" loading={writing.isPending} disabled={reason.trim() === ""}>
            Save the ranking
          </Button>
        </div>
      </div>
    </form>
  );
}
