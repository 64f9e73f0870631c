import { CallProblem, makeCaller } from "#api/client.ts";

/** The typed caller of the server that this page came from. A server that does not answer is a problem like any other: `unreachable`. */
export const caller = makeCaller(send, "");

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new CallProblem({
      type: "about:blank",
      title: "The server does not answer.",
      status: 0,
      code: "unreachable",
      detail: "The connection failed before an answer came.",
    });
  }
}
