import type { ReactNode } from "react";
import { hoursWords } from "#web/ui/format/hours.ts";
import { moneyWords, signedMoneyWords } from "#web/ui/format/words.ts";
import styles from "./preview.module.css";

/** An amount as it is and as it will be, in minor units; minutes beside it where there are any. */
export type Pair = {
  readonly id: string;
  readonly title: ReactNode;
  readonly beforeMinor: string;
  readonly afterMinor: string;
  readonly minutes?: readonly [before: number | null, after: number | null];
};

type Props = { readonly label: string; readonly of: string; readonly currency: string; readonly pairs: readonly Pair[] };

/** Amounts side by side: before, after, and the difference. */
export function BeforeAfter({ label, of, currency, pairs }: Props) {
  const withMinutes = pairs.some(({ minutes }) => minutes?.some((each) => each !== null));
  return (
    <table className={styles["pairs"]} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">Difference</th>
          {withMinutes && <th scope="col">Hours</th>}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ id, title, beforeMinor, afterMinor, minutes }) => (
          <tr key={id} data-same={beforeMinor === afterMinor || undefined}>
            <th scope="row">{title}</th>
            <td>{moneyWords({ minor: beforeMinor, currency })}</td>
            <td>{moneyWords({ minor: afterMinor, currency })}</td>
            <td className={styles["difference"]}>{differenceOf(beforeMinor, afterMinor, currency)}</td>
            {withMinutes && <td>{minutes && hoursOf(minutes)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function differenceOf(beforeMinor: string, afterMinor: string, currency: string): string {
  const minor = BigInt(afterMinor) - BigInt(beforeMinor);
  return minor === 0n ? "same" : signedMoneyWords({ minor: String(minor), currency });
}

/** The difference in time; where one of the two has no hourly rate there is none to tell. */
function hoursOf([before, after]: NonNullable<Pair["minutes"]>): string {
  if (before === null || after === null) return "–";
  const by = after - before;
  if (by === 0) return "same";
  return `${by < 0 ? "−" : "+"}${hoursWords(Math.abs(by))}`;
}
