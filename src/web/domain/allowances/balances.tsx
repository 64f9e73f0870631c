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
      <Left balance={bucket} name={name} />
      <p className={styles["used"]}>
        {usedWords(bucket)}
        {bucket.runsOutOn && bucket.left > 0 && <>, at this pace used up on {shortDay(bucket.runsOutOn)}</>}
      </p>
      {limits.length > 0 && (
        <ul className={styles["limits"]}>
          {limits.map((limit) => (
            <li key={limit.limit} className={styles["limit"]}>
              <LimitLeft limit={limit} bucket={bucket} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** A part is never more than what is left of the whole. */
function LimitLeft({ limit, bucket }: { limit: Balance; bucket: Balance }) {
  const left = quantityWords(Math.max(Math.min(limit.left, bucket.left), 0), limit);
  const used = `${quantityWords(limit.used, limit)} of at most ${quantityWords(limit.granted, limit)} used`;
  return (
    <>
      <p className={styles["words"]}>
        <span>
          {limitName(limit)}: <strong>{left} left</strong>, {used}
        </span>
        <Told balance={limit} />
      </p>
      <Meter
        value={limit.used}
        of={limit.granted}
        scale={Math.max(limit.granted, limit.used, 1)}
        label={`${limitName(limit)}: ${used}`}
      />
    </>
  );
}

function Left({ balance, name }: { balance: Balance; name: string }) {
  const { granted, used, held, over, left } = balance;
  const words = `${quantityWords(Math.max(left, 0), balance)} of ${quantityWords(granted, balance)} left`;
  return (
    <div className={styles["left"]}>
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
