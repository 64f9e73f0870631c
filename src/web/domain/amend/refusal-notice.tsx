import { Button } from "@mantine/core";
import type { WireCovered } from "#api/amendments.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { countWords, plural, shortDay } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { effectiveWords, kindWords } from "./amendment-words.ts";
import styles from "./amend.module.css";
import { refusalOf, type Choices, type Clamp, type Stake } from "./refusal.ts";

type Answers = {
  readonly onLaterFacts: (change: number | undefined, choice: "keep" | "supersede") => void;
  readonly onAgree: (change: number | undefined, agreed: WireCovered[]) => void;
};

/** Why an amendment is refused, and the answers that it can be given in place (COV13, COV6). */
export function RefusalNotice({ error, ...answers }: Answers & { readonly error: unknown }) {
  const refusal = refusalOf(error);
  if (refusal === null) return <ProblemNotice error={error} />;
  const { choices, sentences } = refusal;
  if (choices.laterFacts) return <LaterFacts choices={choices} laterFacts={choices.laterFacts} {...answers} />;
  if (choices.clamps) return <Clamps choices={choices} clamps={choices.clamps} {...answers} />;
  const [first = "It is refused.", ...others] = sentences;
  return (
    <Notice tone="bad" title={first}>
      <Listed rows={others.map((words) => ({ id: words, words }))} />
      {choices.dependants && (
        <Listed
          rows={choices.dependants.map((row) => ({
            id: row.id,
            words: `${kindWords(row.kind)}, ${effectiveWords(row)}: ${row.reason}`,
          }))}
        />
      )}
    </Notice>
  );
}

type OfChoices = Answers & { readonly choices: Choices };

function LaterFacts({ choices, laterFacts, onLaterFacts }: OfChoices & { laterFacts: readonly Stake[] }) {
  return (
    <Notice
      tone="caution"
      title="Something is recorded for later already"
      actions={
        <>
          <Button variant="default" size="sm" onClick={() => onLaterFacts(choices.change, "keep")}>
            Keep what is recorded for later
          </Button>
          <Button variant="default" size="sm" onClick={() => onLaterFacts(choices.change, "supersede")}>
            Put this in its place
          </Button>
        </>
      }
    >
      <p>This change begins before it. Say which holds from then on:</p>
      <Listed rows={laterFacts.map(stakeWords)} />
    </Notice>
  );
}

function Clamps({ choices, clamps, onAgree }: OfChoices & { clamps: readonly Clamp[] }) {
  const all = clamps.length === 1 ? "it" : `all ${countWords(clamps.length)}`;
  return (
    <Notice
      tone="caution"
      title={`The new end cuts ${plural(clamps.length, "stretch", "stretches")} of coverage`}
      actions={
        <Button
          variant="default"
          size="sm"
          onClick={() =>
            onAgree(
              choices.change,
              clamps.map(({ covered }) => covered),
            )
          }
        >
          Cut {all}
        </Button>
      }
    >
      <p>Nothing is cut behind anybody’s back: agree to it, or choose another day.</p>
      <Listed rows={clamps.map(stakeWords)} />
    </Notice>
  );
}

function stakeWords({ line, subject, startsOn, endsBefore, plan }: Stake): { id: string; words: string } {
  const days = `${shortDay(startsOn)} – ${endsBefore ? shortDay(lastDay(endsBefore)) : "open-ended"}`;
  return { id: `${line} ${subject} ${startsOn}`, words: `${subject}, line ${line}: ${days}, ${plan}` };
}

/** As many as are read; the rest is counted. */
const NAMED = 8;

function Listed({ rows }: { rows: readonly { readonly id: string; readonly words: string }[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className={styles["stakes"]}>
      {rows.slice(0, NAMED).map(({ id, words }) => (
        <li key={id}>{words}</li>
      ))}
      {rows.length > NAMED && <li>and {countWords(rows.length - NAMED)} more</li>}
    </ul>
  );
}
