import { Button } from "@mantine/core";
import { CallProblem } from "#api/client.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { problemWords } from "./problem-words.ts";

type Props = {
  readonly error: unknown;
  /** "writing" when something might have been saved. */
  readonly doing?: "reading" | "writing";
  /** Offers to try again. */
  readonly onRetry?: () => void;
};

/** A failure as the person needs it: what happened, what was saved, what to do. */
export function ProblemNotice({ error, doing = "reading", onRetry }: Props) {
  const words = problemWords(error, doing);
  return (
    <Notice
      tone="bad"
      title={words.happened}
      actions={
        onRetry &&
        !isFinal(error) && (
          <Button variant="default" size="sm" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {words.why !== "" && <p>{words.why}</p>}
      <p>
        {words.saved} {words.todo}
      </p>
    </Notice>
  );
}

/** Asking again would be refused again: it is a matter of the role. */
const isFinal = (error: unknown): boolean => error instanceof CallProblem && error.problem.code === "not_allowed";
