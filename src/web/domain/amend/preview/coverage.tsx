import type { AmendmentEffects } from "#api/amendment-effects.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { countWords, moneyWords, shortDay } from "#web/ui/format/words.ts";
import styles from "./preview.module.css";

type Row = AmendmentEffects["coverage"]["rows"][number];
type Stretch = Row["before"][number];

/** As many as are read one by one; the rest is counted. */
const SHOWN = 12;

/** Each thing whose days or terms change: as it is, and as it will be. */
export function CoverageTable({ coverage, currency }: { coverage: AmendmentEffects["coverage"]; currency: string }) {
  const shown = coverage.rows.slice(0, SHOWN);
  return (
    <>
      <table className={styles["coverage"]} aria-label="Coverage before and after">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={`${row.line} ${row.subject} ${row.assetId ?? ""}`}>
              <th scope="row">
                <bdi>{row.subject}</bdi>
                <span className={styles["quiet"]}>line {row.line}</span>
              </th>
              <td data-label="Before">
                <Stretches stretches={row.before} others={row.after} currency={currency} />
              </td>
              <td data-label="After">
                <Stretches stretches={row.after} others={row.before} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {coverage.total > shown.length && (
        <p className={styles["quiet"]}>and {countWords(coverage.total - shown.length)} more, all alike in kind.</p>
      )}
    </>
  );
}

function Stretches({
  stretches,
  others,
  currency,
}: {
  stretches: readonly Stretch[];
  others: readonly Stretch[];
  currency: string;
}) {
  if (stretches.length === 0) return <span className={styles["none"]}>not covered</span>;
  return (
    <ul className={styles["stretches"]}>
      {stretches.map((stretch) => (
        <li key={stretch.startsOn} data-changed={!others.some((other) => sameStretch(stretch, other)) || undefined}>
          {shortDay(stretch.startsOn)} – {stretch.endsBefore ? shortDay(lastDay(stretch.endsBefore)) : "open-ended"}
          <span className={styles["quiet"]}>
            {stretch.suspended ? "suspended" : `${stretch.plan}, ${moneyWords({ minor: stretch.yearlyMinor, currency })} a year`}
          </span>
        </li>
      ))}
    </ul>
  );
}

const sameStretch = (a: Stretch, b: Stretch): boolean => JSON.stringify(a) === JSON.stringify(b);
