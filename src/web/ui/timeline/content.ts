/** What a timeline shows. It knows rows, bars, gaps and marks, not what they mean. Days are ISO dates, ends are exclusive. */

/** The colour of a bar; each comes with a pattern and a label of its own, so that colour never stands alone. */
export type BarTone = "gold" | "silver" | "bronze" | "petrol" | "plum" | "olive" | "bare" | "paused";

export type Bar = {
  readonly id: string;
  readonly startsOn: string;
  /** null goes on without end. */
  readonly endsBefore: string | null;
  readonly label: string;
  /** What stands on it where the label does not fit. */
  readonly short?: string;
  readonly tone: BarTone;
  /** Drawn thinner, below the others of its row. */
  readonly under?: boolean;
  /** There to be compared with: drawn below the others, and leaving the gaps that are without it. */
  readonly was?: boolean;
  /** What it is, where the eye or the focus rests on it: a title and a few facts, the dates not among them. */
  readonly title: string;
  readonly facts: readonly string[];
};

export type Row = { readonly id: string; readonly title: string; readonly detail: string; readonly bars: readonly Bar[] };

/** Something that happened on a day, drawn above the rows. */
export type Mark = { readonly id: string; readonly on: string; readonly title: string; readonly facts: readonly string[] };

/** A day that is moved on the picture itself: by dragging, by arrow keys, or by who shows it. */
export type Handle = {
  readonly id: string;
  /** What the day is: "Last day covered". */
  readonly label: string;
  readonly on: string;
  /** Drawn where the day begins, or where it ends. */
  readonly edge: "start" | "end";
  readonly onMove: (on: string) => void;
};

/** What the picture begins and ends with, whatever it holds. */
export type Frame = { readonly startsOn: string; readonly endsBefore: string };

export type Content = {
  readonly today: string;
  readonly rows: readonly Row[];
  readonly marks: readonly Mark[];
};
