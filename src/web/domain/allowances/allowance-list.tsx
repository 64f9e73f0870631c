import { Link } from "@tanstack/react-router";
import type { AllowanceBalance } from "#api/allowances.ts";
import { balancesOf } from "./balance.ts";
import { Balances } from "./balances.tsx";
import styles from "./allowance-list.module.css";

type Props = {
  readonly rows: readonly AllowanceBalance[];
  /** Where the page is the contract's own, its number is not said again. */
  readonly hidesContract?: boolean;
};

/** What contracts grant today and what is left of it, a card for each allowance; each bucket leads to its statement. */
export function AllowanceList({ rows, hidesContract = false }: Props) {
  return (
    <ul className={styles["cards"]}>
      {rows.map((row) => (
        <li key={`${row.contractId}/${row.planId}/${row.key}`} className={styles["card"]}>
          <div className={styles["head"]}>
            <p className={styles["title"]}>
              {!hidesContract && (
                <>
                  <Link to="/contracts/$id" params={{ id: row.contractId }}>
                    {row.contractNumber}
                  </Link>{" "}
                </>
              )}
              {row.planName}
            </p>
            <Link
              to="/contracts/$id/allowances/$planId/$key"
              params={{ id: row.contractId, planId: row.planId, key: row.key }}
              aria-label={`Statement of ${row.planName}, ${row.contractNumber}`}
            >
              Statement
            </Link>
          </div>
          <Balances balances={balancesOf(row)} />
        </li>
      ))}
    </ul>
  );
}
