import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import type { ContractRow } from "#api/contracts.ts";
import { plural } from "#web/ui/format/words.ts";
import styles from "./contract-health.module.css";

type Flag = { readonly words: string; readonly isWarning: boolean };

function flagsOf({ health }: Pick<ContractRow, "health">): Flag[] {
  const { noticeDue, idleLines, retiredAssets, amendmentsToCome } = health;
  return [
    { words: noticeDue ? "notice period" : "", isWarning: true },
    { words: idleLines > 0 ? `${plural(idleLines, "line")} cover${idleLines === 1 ? "s" : ""} nothing` : "", isWarning: true },
    { words: retiredAssets > 0 ? `${plural(retiredAssets, "retired asset")} covered` : "", isWarning: true },
    { words: amendmentsToCome > 0 ? `${plural(amendmentsToCome, "change")} to come` : "", isWarning: false },
  ].filter(({ words }) => words !== "");
}

/** What of a contract wants looking at, in words; empty when nothing does. */
export const healthWords = (row: Pick<ContractRow, "health">): string[] => flagsOf(row).map(({ words }) => words);

/** The same as it is shown: what is wrong with a sign of its own, what is only to come without. */
export function ContractHealth({ row }: { row: Pick<ContractRow, "health"> }) {
  const flags = flagsOf(row);
  if (flags.length === 0) return "–";
  return (
    <ul className={styles["flags"]}>
      {flags.map(({ words, isWarning }) => (
        <li key={words} className={styles["flag"]} data-warning={isWarning || undefined}>
          {isWarning ? <IconAlertTriangle size={14} aria-hidden /> : <IconClock size={14} aria-hidden />}
          {words}
        </li>
      ))}
    </ul>
  );
}
