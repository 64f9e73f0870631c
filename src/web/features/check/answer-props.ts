import type { DecisionReply } from "#api/entitlements.ts";
import type { Clue, QuestionSearch } from "#web/domain/question/question-search.ts";

/** What each part of the answer is given. */
export type AnswerProps = {
  readonly decision: DecisionReply;
  readonly search: QuestionSearch;
  /** A customer asks for themselves: how and by whom is known. */
  readonly isOwn: boolean;
  /** The answer to the question before this one, shown until the new one has come. */
  readonly stale: boolean;
  readonly onAsk: (clue: Clue) => void;
  readonly onChange: (changes: Partial<QuestionSearch>) => void;
  /** Shows the fields for who asks, how and when. */
  readonly onConditions: () => void;
  /** undefined for people who may not open tickets. */
  readonly onOpenTicket: (() => void) | undefined;
};
