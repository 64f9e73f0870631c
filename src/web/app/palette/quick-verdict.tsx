import { useQuery } from "@tanstack/react-query";
import type { SearchHit } from "#api/search.ts";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { askedOf } from "#web/domain/question/question-search.ts";
import { useOwnWay } from "#web/domain/question/use-own-way.ts";
import { decisionRead } from "#web/domain/verdict/decision-read.ts";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import styles from "./quick-verdict.module.css";
import { usePlanTerms } from "#web/domain/plan-terms/use-plan-terms.ts";

/** The verdict in one line, for what the palette would open. */
export function QuickVerdict({ clue }: { clue: NonNullable<SearchHit["clue"]> }) {
  const { inTheirWay } = useOwnWay();
  const { data: decision } = useQuery(decisionRead(askedOf(inTheirWay({ [clue.name]: clue.value }))));
  const terms = usePlanTerms(decision?.candidates.find(({ ruledOutBy }) => ruledOutBy === null)?.planId);
  if (!decision) return null;
  const { tone, headline, detail } = verdictWords(decision, terms);
  return (
    <div className={styles["verdict"]} data-tone={tone}>
      <VerdictIcon tone={tone} size={24} />
      <p className={styles["headline"]}>{headline}</p>
      <p className={styles["detail"]}>{detail}</p>
    </div>
  );
}
