import type { ReactNode } from "react";
import { plural } from "#web/ui/format/words.ts";
import type { Fault } from "../draft/faults.ts";
import styles from "./editor.module.css";
import { fieldId } from "./faults-context.tsx";

type Props = {
  readonly faults: readonly Fault[];
  readonly missing: string | null;
  readonly changes: number;
  readonly children: ReactNode;
};

/** Always in view: how many changes there are, what is to be mended and where, and the buttons. */
export function EndBar({ faults, missing, changes, children }: Props) {
  const [first] = faults;
  return (
    <div className={styles["end"]}>
      <div className={styles["state"]} role="status">
        {first ? (
          <>
            <button type="button" className={styles["toFault"]} onClick={() => toField(first.pointer)}>
              {plural(faults.length, "thing")} to mend
            </button>
            <span>{first.message}</span>
          </>
        ) : (
          <span>{missing ?? `${plural(changes, "change")}.`}</span>
        )}
      </div>
      <div className={styles["buttons"]}>{children}</div>
    </div>
  );
}

/** To the field of a fault, or to the nearest that holds it. */
function toField(pointer: string): void {
  const parts = pointer.split("/");
  const ids = parts.map((_, index) => fieldId(parts.slice(0, parts.length - index).join("/")));
  const field = ids.map((id) => document.getElementById(id)).find((found) => found !== null);
  field?.closest("details")?.setAttribute("open", "");
  field?.scrollIntoView({ block: "center" });
  (field?.matches("input, select, textarea, [tabindex]") ? field : field?.querySelector<HTMLElement>("input, select"))?.focus();
}
