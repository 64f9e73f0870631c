import { useDocumentTitle } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { decisionRead } from "#web/domain/verdict/decision-read.ts";
import { askedOf, mainClue } from "#web/domain/question/question-search.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { useTypingAhead } from "#web/ui/keys/use-typing-ahead.ts";
import { Answer } from "./answer.tsx";
import styles from "./check.module.css";
import { Conditions } from "./conditions.tsx";
import { QuestionField } from "./question-field.tsx";
import { useQuestion } from "./use-question.ts";
import { VerdictSkeleton } from "./verdict.tsx";
import { Waiting } from "./waiting.tsx";

const importDrawer = () => import("./open-ticket-drawer.tsx").then((module) => ({ default: module.OpenTicketDrawer }));
const OpenTicketDrawer = lazy(importDrawer);

/** The home page: one question, one answer, and what to do next. */
export function CheckPage() {
  const { search, isOwn, ask, change } = useQuestion();
  const [opening, setOpening] = useState(false);
  const [conditionsOpen, setConditionsOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const clue = mainClue(search);
  const answer = useQuery({ ...decisionRead(askedOf(search)), enabled: clue !== null });
  const decision = clue === null ? undefined : answer.data;
  const mayOpen = useMay("tickets.open");
  const openTicket = (): void => {
    if (mayOpen && decision && !answer.isPlaceholderData) setOpening(true);
  };
  const edit = (): void => {
    field.current?.focus();
    field.current?.select();
  };
  useKeys({ o: openTicket, e: edit });
  useTypingAhead(opening);
  useEffect(() => {
    if (mayOpen) importDrawer().catch(() => undefined);
  }, [mayOpen]);
  useDocumentTitle(clue ? `${clue.value} · Check · Ambit` : "Check · Ambit");
  return (
    <div className={styles["page"]}>
      <h1 className={styles["title"]}>{clue ? "Is it covered?" : "Who is it, and is it covered?"}</h1>
      <div className={styles["question"]}>
        <FocusedField field={field} clue={clue} onAsk={ask} onGoOn={openTicket} />
        <Conditions
          search={search}
          isOwn={isOwn}
          onChange={change}
          opened={conditionsOpen}
          onToggle={() => setConditionsOpen(!conditionsOpen)}
        />
      </div>
      {clue === null ? (
        <Waiting />
      ) : answer.error ? (
        <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />
      ) : decision ? (
        <Answer
          decision={decision}
          search={search}
          isOwn={isOwn}
          stale={answer.isPlaceholderData}
          onAsk={ask}
          onChange={change}
          onConditions={() => setConditionsOpen(true)}
          onOpenTicket={mayOpen ? openTicket : undefined}
        />
      ) : (
        <VerdictSkeleton />
      )}
      <Suspense>
        {decision && opening && (
          <OpenTicketDrawer onClose={() => setOpening(false)} decision={decision} search={search} isOwn={isOwn} />
        )}
      </Suspense>
    </div>
  );
}

/** The field has the focus from the start: the agent types at once. */
function FocusedField(props: Parameters<typeof QuestionField>[0]) {
  const focus = (element: HTMLDivElement | null): void => {
    if (element && props.clue === null && document.activeElement === document.body) props.field.current?.focus();
  };
  return (
    <div ref={focus}>
      <QuestionField {...props} />
    </div>
  );
}
