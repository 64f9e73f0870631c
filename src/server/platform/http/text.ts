import type { FastifyRequest } from "fastify";
import type { FieldError } from "#api/problems.ts";
import { Problem } from "../problem.ts";

/**
 * Refuses text that no database keeps and no reader sees: NUL characters, and halves of characters. Throws
 * `validation_failed`, pointing at each.
 */
export function refuseBrokenText({ params, query, body }: Pick<FastifyRequest, "params" | "query" | "body">): void {
  const errors = [...brokenIn(params, "/params"), ...brokenIn(query, "/query"), ...brokenIn(body, "/body")];
  const [first] = errors;
  if (first !== undefined) throw new Problem("validation_failed", `${first.pointer}: ${first.message}`, { errors });
}

const none: readonly FieldError[] = [];

function brokenIn(value: unknown, pointer: string): readonly FieldError[] {
  if (typeof value === "string") {
    const whole = value.isWellFormed() && !value.includes("\0");
    return whole ? none : [{ pointer, message: "holds what is no character: NUL, or half of one" }];
  }
  if (typeof value !== "object" || value === null) return none;
  let found = none;
  for (const [name, inside] of Object.entries(value)) {
    const broken = brokenIn(inside, `${pointer}/${name}`);
    if (broken.length > 0) found = [...found, ...broken];
  }
  return found;
}
