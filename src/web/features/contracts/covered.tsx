import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listCovered, type CoveredRow } from "#api/contracts.ts";
import type { Opening } from "#web/domain/amend/amend-dialog.tsx";
import type { AmendedContract } from "#web/domain/amend/amended-contract.ts";
import { chosenFrom, type Chosen } from "#web/domain/amend/draft.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { moneyWords, plural, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";
import styles from "./contract-page.module.css";

type Props = {
  readonly contract: AmendedContract;
  readonly lenses: { readonly at: string | undefined; readonly knownAt: string | undefined };
  /** Left out where nothing may be amended. */
  readonly onAmend: ((opening: Opening) => void) | undefined;
};

const phases: Record<CoveredRow["phase"], { readonly words: string; readonly tone: BadgeTone }> = {
  covered: { words: "Covered", tone: "good" },
  suspended: { words: "Suspended", tone: "caution" },
  before: { words: "Not yet", tone: "accent" },
  after: { words: "No more", tone: "quiet" },
};
const phaseOptions = (["covered", "suspended", "before", "after"] as const).map((value) => ({
  value,
  label: phases[value].words,
}));

/** More of them would push what follows off the screen. */
const DRAWN_AT_ONCE = 12;

const endWords: Record<CoveredRow["endReason"], string> = { term: "", removed: "dropped", cancelled: "cancelled" };

/** What the contract covers, line by line and subject by subject; those chosen can be amended together. */
export function Covered({ contract, lenses, onAmend }: Props) {
  const [q, setQ] = useState<string>();
  const [phase, setPhase] = useState<CoveredRow["phase"]>();
  const [sort, setSort] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const list = usePages(listCovered, { ...lenses, q, phase }, { id: contract.id });
  const rows = list.props.rows;
  const choose = (ids: ReadonlySet<string>): void => {
    const listed = new Map((rows ?? []).map((row) => [chosenFrom(row).id, chosenFrom(row)]));
    setChosen(new Map([...ids].flatMap((id) => withId(id, chosen.get(id) ?? listed.get(id)))));
  };
  const amend = (kind: "remove" | "reprice" | "move"): void => onAmend?.({ kind, chosen: [...chosen.values()] });
  return (
    <Section title="What it covers">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="lines"
        columns={columns}
        rowId={(row) => chosenFrom(row).id}
        searchHint="Serial, tag or name"
        q={q}
        onSearch={setQ}
        sort={sort}
        onSort={setSort}
        {...list.props}
        drawAtOnce={DRAWN_AT_ONCE}
        selection={
          onAmend && { chosen: new Set(chosen.keys()), onChange: choose, nameOf: (row: CoveredRow) => row.subject.words }
        }
        filters={<FilterSelect label="Covered" any="At any time" options={phaseOptions} value={phase} onChange={setPhase} />}
        empty={
          q || phase ? (
            <Empty title="Nothing here matches">Try part of the serial, or any time.</Empty>
          ) : (
            <Empty title="This contract covers nothing">Amend it to add what it is to cover.</Empty>
          )
        }
      />
      {chosen.size > 0 && (
        <div className={styles["chosenBar"]} role="region" aria-label="Chosen">
          <strong>{plural(chosen.size, "line")} chosen</strong>
          <Button variant="default" size="sm" onClick={() => setChosen(new Map())}>
            None
          </Button>
          <Button variant="default" size="sm" onClick={() => amend("move")}>
            Move plan
          </Button>
          <Button variant="default" size="sm" onClick={() => amend("reprice")}>
            Re-price
          </Button>
          <Button variant="default" size="sm" onClick={() => amend("remove")}>
            Drop
          </Button>
        </div>
      )}
    </Section>
  );
}

const withId = (id: string, each: Chosen | undefined): [string, Chosen][] => (each ? [[id, each]] : []);

const columns: readonly Column<CoveredRow>[] = [
  {
    id: "subject",
    title: "What",
    value: (row) => row.subject.words,
    show: ({ subject }) => <Subject subject={subject} />,
  },
  { id: "detail", title: "Which is", value: (row) => row.subject.detail, name: true, hidden: true },
  { id: "line", title: "Line", value: (row) => row.line },
  { id: "service", title: "Service", value: (row) => row.service, hidden: true },
  { id: "plan", title: "Plan", value: (row) => row.plan },
  {
    id: "phase",
    title: "State",
    value: (row) => phases[row.phase].words,
    show: ({ phase }) => <Badge tone={phases[phase].tone}>{phases[phase].words}</Badge>,
  },
  {
    id: "starts",
    title: "First day",
    value: (row) => row.startsOn,
    show: (row) => shortDay(row.startsOn),
    unbroken: true,
    hidden: true,
  },
  {
    id: "ends",
    title: "Last day",
    value: (row) => row.endsBefore && lastDay(row.endsBefore),
    show: (row) => <Ends row={row} />,
    unbroken: true,
  },
  {
    id: "value",
    title: "Yearly value",
    value: (row) => Number(row.yearlyValue.minor),
    show: (row) => moneyWords(row.yearlyValue),
    numeric: true,
  },
];

function Subject({ subject: { assetId, words, detail } }: Pick<CoveredRow, "subject">) {
  return (
    <span className={styles["subject"]}>
      {assetId ? (
        <Link to="/assets/$id" params={{ id: assetId }}>
          {words}
        </Link>
      ) : (
        words
      )}
      {detail !== "" && <span className={styles["quiet"]}>{detail}</span>}
    </span>
  );
}

function Ends({ row: { endsBefore, endReason } }: { row: CoveredRow }) {
  if (endsBefore === null) return "Open-ended";
  const why = endWords[endReason];
  return (
    <>
      {shortDay(lastDay(endsBefore))}
      {why !== "" && <div className={styles["quiet"]}>{why}</div>}
    </>
  );
}
