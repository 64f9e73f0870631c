import { ActionIcon, Button } from "@mantine/core";
import { IconMinus, IconPlus, IconTable, IconTimeline } from "@tabler/icons-react";
import styles from "./timeline.module.css";
import { centred, CLOSEST_DAYS, WIDEST_DAYS, zoomed, type View } from "./view.ts";

type Props = {
  readonly view: View;
  readonly today: number;
  readonly asTable: boolean;
  readonly onView: (view: View) => void;
  readonly onFit: () => void;
  readonly onTable: () => void;
};

/** One step of zoom. */
const STEP = 1.6;

/** Zoom, everything, today, and the same as a table. */
export function Tools({ view, today, asTable, onView, onFit, onTable }: Props) {
  return (
    <div className={styles["tools"]}>
      {!asTable && (
        <>
          <ActionIcon.Group>
            <ActionIcon
              variant="default"
              size={34}
              aria-label="Zoom out"
              disabled={view.days >= WIDEST_DAYS}
              onClick={() => onView(zoomed(view, STEP))}
            >
              <IconMinus size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size={34}
              aria-label="Zoom in"
              disabled={view.days <= CLOSEST_DAYS}
              onClick={() => onView(zoomed(view, 1 / STEP))}
            >
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          </ActionIcon.Group>
          <Button variant="default" size="xs" h={34} onClick={onFit}>
            All
          </Button>
          <Button variant="default" size="xs" h={34} onClick={() => onView(centred(view, today))}>
            Today
          </Button>
        </>
      )}
      <Button
        className={styles["tableSwitch"] ?? ""}
        variant="default"
        size="xs"
        h={34}
        leftSection={asTable ? <IconTimeline size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
        onClick={onTable}
      >
        {asTable ? "Picture" : "Table"}
      </Button>
    </div>
  );
}
