import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { shortDay } from "#web/ui/format/words.ts";
import { Meter } from "#web/ui/meter/meter.tsx";
import type { Balance } from "./balance.ts";
import { balanceName, levelOf, limitName, percentUsed, quantityWords, usedWords, type Level } from "./balance-words.ts";
import styles from "./balances.module.css";

type Props = {
  readonly balances: readonly Balance[];
  /** What stands beside a bucket's name, such as a way to its statement. */
  readonly aside?: (bucket: Balance) => ReactNode;
};

/** What is left of each allowance, its parts below it: granted, held, used and beyond, and the day it runs out. */
export function Balances({ balances, aside }: Props) {
  const buckets = balances.filter(({ limit }) => limit === null);
  return (
    <ul className={styles["balances"]} aria-label="What is left">
      {buckets.map((bucket) => (
        <Bucket
          key={keyOf(bucket)}
          bucket={bucket}
          limits={balances.filter((part) => part.limit !== null && keyOf(part) === keyOf(bucket))}
          aside={aside?.(bucket)}
        />
      ))}
    </ul>
  );
}

const keyOf = ({ allowance, bucket }: Balance): string => `${allowance}/${bucket}`;

type BucketProps = { readonly bucket: Balance; readonly limits: readonly Balance[]; readonly aside: ReactNode };

function Bucket({ bucket, limits, aside }: BucketProps) {
  const name = balanceName(bucket);
  return (
    <li className={styles["bucket"]}>
      <div className={styles["head"]}>
        <p className={styles["name"]}>{name}</p>
        {aside}
      </div>
      <Left balance={bucket} name={name} isLarge />
      <p className={styles["used"]}>
        {usedWords(bucket)}
        {bucket.runsOutOn && bucket.left > 0 && <>, at this pace used up on {shortDay(bucket.runsOutOn)}</>}
      </p>
      {limits.length > 0 && (
        <ul className={styles["limits"]}>
          {limits.map((limit) => (
            <li key={limit.limit} className={styles["limit"]}>
              <p>{limitName(limit)}</p>
              <Left balance={limit} name={limitName(limit)} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Left({ balance, name, isLarge = false }: { balance: Balance; name: string; isLarge?: boolean }) {
  const { granted, used, held, over, left } = balance;
  const words = `${quantityWords(Math.max(left, 0), balance)} of ${quantityWords(granted, balance)} left`;
  return (
    <div className={styles["left"]} data-large={isLarge || undefined}>
      <p className={styles["words"]}>
        <strong>{quantityWords(Math.max(left, 0), balance)}</strong> of {quantityWords(granted, balance)} left
        <Told balance={balance} />
      </p>
      <Meter
        value={used + over}
        pending={held}
        of={granted}
        scale={Math.max(granted, used + held + over, 1)}
        label={`${name}: ${words}`}
      />
    </div>
  );
}

const levels: Record<
  Exclude<Level, "fine">,
  { readonly icon: typeof IconAlertTriangle; readonly words: (percent: number) => string }
> = {
  nearly: { icon: IconAlertTriangle, words: (percent) => `${percent} % used` },
  used_up: { icon: IconCircleX, words: () => "used up" },
  beyond: { icon: IconCircleX, words: () => "used up, and beyond" },
};

/** Said from 80 % on, in words and shape. */
function Told({ balance }: { balance: Balance }) {
  const level = levelOf(balance);
  if (level === "fine") return null;
  const { icon: Icon, words } = levels[level];
  return (
    <span className={styles["told"]} data-level={level}>
      <Icon size={15} aria-hidden />
      {words(percentUsed(balance))}
    </span>
  );
}
