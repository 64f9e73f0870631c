import type { ReactNode } from "react";
import type { TargetTerm } from "#core/entitlement/terms.ts";
import { severityNames } from "#web/domain/channel-words.ts";
import { promiseWords, targetName } from "./target-words.ts";
import styles from "./target-table.module.css";

type Props<Target extends TargetTerm> = {
  readonly targets: readonly Target[];
  readonly label: string;
  /** What stands under the promise, such as when it would be due. */
  readonly renderMore?: (target: Target) => ReactNode;
};

/** What is promised: a row per severity, a column per target. */
export function TargetTable<Target extends TargetTerm>({ targets, label, renderMore }: Props<Target>) {
  const names = [...new Set(targets.map(({ name }) => name))];
  const severities = [...new Set(targets.map(({ severity }) => severity))].toSorted();
  return (
    <table className={styles["targets"]} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Severity</th>
          {names.map((name) => (
            <th key={name} scope="col">
              {targetName(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {severities.map((severity) => (
          <tr key={severity}>
            <th scope="row">{severityNames[severity]}</th>
            {names.map((name) => {
              const target = targets.find((each) => each.name === name && each.severity === severity);
              return (
                <td key={name}>
                  {target ? promiseWords(target) : "–"}
                  {target && renderMore && <span className={styles["more"]}>{renderMore(target)}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
