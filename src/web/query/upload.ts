import { addressOf, CallProblem, type ProblemBody } from "#api/client.ts";
import type { Endpoint, ReplyOf } from "#api/endpoint.ts";

type Options = {
  /** Told of the share that has been sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
  /** The same key for the same files: sending them again after a failure makes nothing twice. */
  readonly key: string;
  /** What the endpoint's address asks. */
  readonly params?: Record<string, string>;
};

/** Sends files as multipart/form-data, one part a file. Rejects with a CallProblem, also when the connection breaks; with an AbortError when cancelled. */
export function upload<E extends Endpoint>(endpoint: E, files: readonly File[], options: Options): Promise<ReplyOf<E>> {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
  return new Promise((resolve, reject) => {
    const refuse = (problem: ProblemBody): void => reject(new CallProblem(problem));
    request.upload.addEventListener("progress", ({ loaded, total }) => options.onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener("load", () => {
      const reply: unknown = parsed(request.responseText);
      if (request.status < 400 && reply !== undefined) resolve(reply as ReplyOf<E>);
      else refuse(isProblem(reply) ? reply : notOurs(request.status));
    });
    request.addEventListener("error", () => refuse(interrupted));
    request.addEventListener("abort", () => reject(new DOMException("The upload was cancelled.", "AbortError")));
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open(endpoint.method, addressOf(endpoint.path, options.params));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("idempotency-key", options.key);
    request.send(form);
  });
}

const interrupted: ProblemBody = {
  type: "about:blank",
  title: "The upload was interrupted.",
  status: 0,
  code: "unreachable",
  detail: "The connection broke before all files had arrived.",
};

const notOurs = (status: number): ProblemBody => ({
  type: "about:blank",
  title: `The server answered ${status} and nothing more.`,
  status,
  code: status === 413 ? "too_large" : "internal",
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isProblem = (reply: unknown): reply is ProblemBody => typeof reply === "object" && reply !== null && "code" in reply;
