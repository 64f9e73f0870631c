import type { ReactNode } from "react";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, type TablerIcon } from "@tabler/icons-react";
import styles from "./notice.module.css";

type Tone = "bad" | "caution" | "good" | "quiet";

const icons: Record<Tone, TablerIcon> = {
  bad: IconAlertTriangle,
  caution: IconAlertTriangle,
  good: IconCircleCheck,
  quiet: IconInfoCircle,
};

/** A boxed message. `bad` is announced at once; the others when the reader pauses. */
export function Notice({
  tone,
  title,
  children,
  actions,
}: {
  tone: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={styles["notice"]} data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon className={styles["icon"]} aria-hidden />
      <div className={styles["words"]}>
        <p className={styles["title"]}>{title}</p>
        {children}
        {actions && <div className={styles["actions"]}>{actions}</div>}
      </div>
    </div>
  );
}
