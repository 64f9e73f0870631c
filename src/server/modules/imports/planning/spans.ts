/** What is covered when, subject by subject: the overlaps that are refused before the database would (COV2). */

import type { DayRange } from "#core/coverage/in-force.ts";
import { commonDays } from "#core/coverage/inside.ts";

export type Span = DayRange & {
  /** How people find it, such as "row 7 (SC-2005 line 1)". */
  readonly where: string;
};

export class Spans {
  readonly #bySubject = new Map<string, Span[]>();

  add(subject: string, span: Span): void {
    const spans = this.#bySubject.get(subject);
    if (spans === undefined) this.#bySubject.set(subject, [span]);
    else spans.push(span);
  }

  /** The first span of the subject that shares a day with the range. */
  overlapping(subject: string, range: DayRange): Span | undefined {
    return this.#bySubject.get(subject)?.find((span) => commonDays(span, range) !== null);
  }
}

/** One subject and one service: the id of what is covered, narrowed by a product. */
export const subjectKey = (subjectId: string, productId: string | null, service: string): string =>
  `${subjectId} ${productId ?? ""} ${service}`;
