import { Link } from "@tanstack/react-router";
import type { ExceptionDetail } from "#api/exceptions.ts";
import { moneyWords, shortDay } from "#web/ui/format/words.ts";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./exceptions.module.css";

/** What it takes to be covered again: the contract to renew, what it cost a year, or the one that covers it by now. */
export function RenewalPanel({ exception: { renewal, coveredBy } }: { exception: ExceptionDetail }) {
  if (coveredBy) {
    return (
      <Panel title="Covered by now">
        <p>
          <Link to="/contracts/$id" params={{ id: coveredBy.contractId }}>
            {coveredBy.contractNumber}
          </Link>{" "}
          covers it since.
        </p>
      </Panel>
    );
  }
  if (!renewal) return null;
  return (
    <Panel title="To be covered again">
      {renewal.text && <p>{renewal.text}</p>}
      <dl className={styles["facts"]}>
        {renewal.contractId && (
          <div>
            <dt>Contract</dt>
            <dd>
              <Link to="/contracts/$id" params={{ id: renewal.contractId }}>
                {renewal.contractNumber}
              </Link>
            </dd>
          </div>
        )}
        {renewal.endedOn && (
          <div>
            <dt>Ended</dt>
            <dd>{shortDay(renewal.endedOn)}</dd>
          </div>
        )}
        {renewal.yearly && (
          <div>
            <dt>A year</dt>
            <dd>{moneyWords(renewal.yearly)}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}
