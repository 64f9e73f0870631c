import { IconAlertTriangleFilled, IconClock, IconClockExclamation } from "@tabler/icons-react";
import { instantInZone } from "#web/ui/format/words.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import styles from "./due.module.css";
import { countdownWords, urgencyOf, type Urgency } from "./due-words.ts";

const icons = { overdue: IconAlertTriangleFilled, soon: IconClockExclamation, later: IconClock } satisfies Record<
  Urgency,
  unknown
>;

/** A due time counting down by itself; exact on hover, also in the account's zone. What is overdue says so in words, shape and colour. */
export function Due({ at, zone }: { at: string; zone?: string | undefined }) {
  const now = useNow();
  const urgency = urgencyOf(at, now);
  const Icon = icons[urgency];
  return (
    <time
      className={styles["due"]}
      data-urgency={urgency}
      dateTime={at}
      title={[instantInZone(at), ...(zone ? [instantInZone(at, zone)] : [])].join("\n")}
    >
      <Icon size={16} aria-hidden />
      {countdownWords(at, now)}
    </time>
  );
}
