import { CallProblem, type ProblemBody } from "#api/client.ts";

/** What went wrong, in three answers: what happened, what became of the work, what to do. */
export type ProblemWords = { readonly happened: string; readonly why: string; readonly saved: string; readonly todo: string };

type Doing = "reading" | "writing";

/** Puts any failure into words. While reading, nothing was at stake; while writing, it says whether something was saved. */
export function problemWords(error: unknown, doing: Doing): ProblemWords {
  if (!(error instanceof CallProblem)) {
    return {
      happened: "This page met something it did not expect.",
      why: error instanceof Error ? error.message : String(error),
      saved: doing === "reading" ? "Nothing was changed." : "It is not certain that your change was saved.",
      todo: "Reload the page. If it happens again, tell your administrator what you did.",
    };
  }
  const { problem } = error;
  return {
    happened: problem.title,
    why: whyOf(problem),
    saved: doing === "reading" ? "Nothing was changed." : savedOf(problem),
    todo: todoOf(problem),
  };
}

function whyOf(problem: ProblemBody): string {
  const fields = (problem.errors ?? []).map((error) => error.message);
  const detail = problem.detail === problem.title ? "" : (problem.detail ?? "");
  return [detail, ...fields].filter((part) => part !== "").join(" ");
}

function savedOf({ code }: ProblemBody): string {
  if (code === "sign_in_failed") return "";
  return code === "unreachable" || code === "unavailable"
    ? "It is not certain that your change arrived. Sending it again makes nothing twice."
    : "Nothing was saved. What you typed is still here.";
}

function todoOf(problem: ProblemBody): string {
  switch (problem.code) {
    case "unreachable":
    case "unavailable":
      return "Check the connection, then try again.";
    case "sign_in_failed":
      return "Check both, then try again.";
    case "not_allowed":
      return "Ask an administrator if your role should include this.";
    case "not_found":
      return "Check the address, or search for it.";
    case "stale_version":
      return "Reload to see the newer state, then make your change again.";
    case "too_many_requests":
      return "Wait a minute, then try again.";
    case "internal":
      return typeof problem["id"] === "string"
        ? `Tell your administrator this number: ${problem["id"]}.`
        : "Try again; if it persists, tell your administrator.";
    default:
      return "Change what is named above and try again.";
  }
}
