import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ImportDetail } from "#api/imports.ts";
import styles from "./steps.module.css";

export type Step = "columns" | "result";

type Props = { readonly detail: ImportDetail; readonly step: Step };

/** The step that an import is at while the server works on it; else the one that is looked at. */
function stepAt({ status }: ImportDetail, step: Step): "Columns" | "Check" | "Apply" {
  if (status === "checking") return "Check";
  if (status === "applying") return "Apply";
  return step === "columns" ? "Columns" : status === "applied" ? "Apply" : "Check";
}

/** The way of an import: files, columns, check, apply. What there is to look at can be opened. */
export function Steps({ detail, step }: Props) {
  const at = stepAt(detail, step);
  const isChecked = detail.report !== null || detail.status === "applying";
  const steps = [
    { name: "Files", done: true },
    { name: "Columns", to: "columns", done: isChecked || detail.status === "checking" },
    { name: "Check", to: "result", done: isChecked },
    { name: "Apply", done: detail.status === "applied" },
  ] as const;
  return (
    <nav aria-label="Steps">
      <ol className={styles["steps"]}>
        {steps.map(({ name, done, ...rest }, index) => {
          const current = name === at;
          const to = "to" in rest && (rest.to === "columns" || detail.report !== null) ? rest.to : undefined;
          const words = (
            <>
              <span className={styles["mark"]} aria-hidden>
                {done ? <IconCheck size={15} stroke={2.5} /> : index + 1}
              </span>
              {name}
            </>
          );
          return (
            <li key={name} className={styles["step"]} data-done={done || undefined} data-current={current || undefined}>
              {to ? (
                <Link
                  to="/imports/$id"
                  params={{ id: detail.id }}
                  search={{ step: to }}
                  replace
                  aria-current={current ? "step" : undefined}
                >
                  {words}
                </Link>
              ) : (
                <span aria-current={current ? "step" : undefined}>{words}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
