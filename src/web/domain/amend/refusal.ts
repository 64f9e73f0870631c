import { z } from "zod";
import { amendmentPreview, changedSince, wireCovered } from "#api/amendments.ts";
import { CallProblem } from "#api/client.ts";

/** Days that are at stake, as a refusal lists them. */
const stake = z.looseObject({
  line: z.string(),
  subject: z.string(),
  covered: wireCovered,
  startsOn: z.string(),
  endsBefore: z.string().nullable(),
  plan: z.string(),
});
export type Stake = z.infer<typeof stake>;

const clamp = stake.extend({ left: z.object({ startsOn: z.string(), endsBefore: z.string().nullable() }).nullable() });
export type Clamp = z.infer<typeof clamp>;

const choices = z.object({
  /** The change that it is about, counted from 0. */
  change: z.number().int().optional(),
  laterFacts: z.array(stake).optional(),
  clamps: z.array(clamp).optional(),
  /** The amendments that stand on the one to be taken back. */
  dependants: z.array(changedSince.shape.amendments.element).optional(),
});

/** What is at stake in a refusal: what is recorded for later, what a new end cuts, what stands in the way; and which change asks. */
export type Choices = z.infer<typeof choices>;

/** What a refusal lists, and its sentences; null for any other failure. */
export function refusalOf(error: unknown): { readonly choices: Choices; readonly sentences: readonly string[] } | null {
  if (!(error instanceof CallProblem) || error.problem.code !== "refused") return null;
  const { detail, errors = [] } = error.problem;
  const read = choices.safeParse(error.problem);
  const sentences = [...new Set([detail ?? "", ...errors.map(({ message }) => message)])].filter((each) => each !== "");
  return { choices: read.success ? read.data : {}, sentences };
}

const outdated = z.object({ changed: changedSince, preview: amendmentPreview });

/** What was recorded since the preview, and the fresh one; null for any other failure. */
export function outdatedOf(error: unknown): z.infer<typeof outdated> | null {
  if (!(error instanceof CallProblem) || error.problem.code !== "outdated_preview") return null;
  const read = outdated.safeParse(error.problem);
  return read.success ? read.data : null;
}
