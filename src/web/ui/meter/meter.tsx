import styles from "./meter.module.css";

type Props = {
  /** How much there is, and of how much; both in the same unit. */
  readonly value: number;
  readonly of: number;
  /** What is spoken for beside it and not yet there: drawn lighter, behind it. */
  readonly pending?: number;
  /** The greatest that its neighbours show: bars of one column are drawn to one scale. */
  readonly scale: number;
  /** What it says, for who cannot see it. */
  readonly label: string;
};

/** An amount beside the amount that it is measured against: filled as far as it goes, hatched where it goes beyond. */
export function Meter({ value, of, pending = 0, scale, label }: Props) {
  const share = (part: number): string => `${scale <= 0 ? 0 : Math.min(Math.max(part / scale, 0), 1) * 100}%`;
  return (
    <span className={styles["meter"]} role="img" aria-label={label}>
      {of > 0 && <span className={styles["room"]} style={{ inlineSize: share(of) }} />}
      {pending > 0 && (
        <span
          className={styles["pending"]}
          style={{ insetInlineStart: share(Math.min(value, of)), inlineSize: share(Math.min(pending, of - value)) }}
        />
      )}
      <span className={styles["fill"]} style={{ inlineSize: share(Math.min(value, of)) }} />
      {value > of && (
        <span className={styles["over"]} style={{ insetInlineStart: share(of), inlineSize: share(value - Math.max(of, 0)) }} />
      )}
    </span>
  );
}
