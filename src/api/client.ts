/** A typed caller of the endpoints, for the browser and the command line alike. */

import type { CallOf, Endpoint, ReplyOf } from "./endpoint.ts";

/** A refusal as RFC 9457 puts it, with the fields that Ambit adds. */
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly [extra: string]: unknown;
};

export class CallProblem extends Error {
  readonly problem: ProblemBody;
  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.name = "CallProblem";
    this.problem = problem;
  }
}

export type Caller = {
  /** Resolves with the reply, rejects with a {@link CallProblem} on a refusal. */
  call<E extends Endpoint>(endpoint: E, args: CallOf<E> & CallOptions): Promise<ReplyOf<E>>;
  /** Sends files as multipart/form-data to an endpoint that takes them. Rejects as `call` does. */
  upload<E extends Endpoint>(endpoint: E, form: FormData, options?: UploadOptions): Promise<ReplyOf<E>>;
};

type CallOptions = { readonly headers?: Record<string, string>; readonly signal?: AbortSignal };
type UploadOptions = CallOptions & { readonly params?: Record<string, string>; readonly query?: Record<string, unknown> };
type Given = UploadOptions & {
  readonly body?: unknown;
};
type Send = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string | FormData; signal?: AbortSignal },
) => Promise<{
  readonly status: number;
  readonly ok: boolean;
  text(): Promise<string>;
}>;

/** `origin` is "" in a browser; `headers` go with every call, such as the API key's. */
export function makeCaller(send: Send, origin: string, headers: Record<string, string> = {}): Caller {
  const exchange = async (url: string, init: Parameters<Send>[1]): Promise<never> => {
    const reply = await send(origin + url, init);
    const text = await reply.text();
    if (!reply.ok) throw new CallProblem(problemFrom(reply.status, text));
    return (text === "" ? undefined : JSON.parse(text)) as never;
  };
  return {
    call(endpoint, args) {
      const given: Given = args as object;
      return exchange(addressOf(endpoint.path, given.params, given.query), {
        method: endpoint.method,
        headers: {
          accept: "application/json",
          ...(given.body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
          ...given.headers,
        },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
        ...(given.signal ? { signal: given.signal } : {}),
      });
    },
    upload(endpoint, form, options = {}) {
      // The content type is left to the sender, which alone knows the boundary between the parts.
      return exchange(addressOf(endpoint.path, options.params, options.query), {
        method: endpoint.method,
        headers: { accept: "application/json", ...headers, ...options.headers },
        body: form,
        ...(options.signal ? { signal: options.signal } : {}),
      });
    },
  };
}

/** The path with its parameters filled in and the query appended; what is undefined is left out. */
export function addressOf(path: string, params: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return asked.length === 0 ? filled : `${filled}?${asked.join("&")}`;
}

/** Even an answer that is not Ambit's own, such as a proxy's page, becomes a problem with words. */
function problemFrom(status: number, text: string): ProblemBody {
  try {
    const body = JSON.parse(text) as ProblemBody;
    if (typeof body.code === "string") return body;
  } catch {
    // not JSON: fall through to the plain words below
  }
  return {
    type: "about:blank",
    title: "The server did not answer as expected.",
    status,
    code: "unavailable",
    detail: `The server answered ${status}. Try again in a moment.`,
  };
}
