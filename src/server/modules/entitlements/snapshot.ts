/** Moments of the database: which transactions had ended, as PostgreSQL says it ("xmin:xmax:xip,xip"). */

export type Snapshot = {
  readonly text: string;
  /** The first transaction that had not begun, or not yet ended when the last one did. */
  readonly next: number;
  /** Transactions before `next` that had not ended. */
  readonly open: number;
};

/** Reads what `pg_current_snapshot()::text` gives. Transactions are numbered from 3 on, and not twice: a double holds centuries of them. */
export function readSnapshot(text: string): Snapshot {
  const [, next, open] = text.split(":") as [string, string, string];
  return { text, next: Number(next), open: open === "" ? 0 : open.split(",").length };
}

/**
 * Negative when `a` was taken before `b`, 0 when no transaction ended in between. All snapshots of one server are in one
 * order: `next` only grows, and while it stands still, transactions only end.
 */
export function compareSnapshots(a: Snapshot, b: Snapshot): number {
  return a.text === b.text ? 0 : a.next - b.next || b.open - a.open;
}
