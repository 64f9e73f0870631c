/** Answers to what never reaches a route: addresses that are none, and requests that are no HTTP or never end. */

import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";
import { sendProblem } from "./errors.ts";

/** For Fastify's constructor: its own words for these are no problems as RFC 9457 says. */
export const unrouted = { frameworkErrors, clientErrorHandler };

function frameworkErrors(error: FastifyError, _: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, new Problem("validation_failed", `${error.message}. Correct the address.`));
}

/** Nothing has been made of the request: the answer is written on the socket as it stands, and the connection ends. */
function clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (socket.writable) socket.write(answerOf(unreadable(error.code)));
  socket.destroy(error);
}

function unreadable(code: string | undefined): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Problem("headers_too_large", "The request's headers are larger than 16 KB. Send fewer or shorter cookies.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Problem("too_slow", "The request did not arrive in time. Send it again.");
    default:
      return new Problem("validation_failed", "This is not a request of HTTP/1.1.");
  }
}

function answerOf(problem: Problem): string {
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
