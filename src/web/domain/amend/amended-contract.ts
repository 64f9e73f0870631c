import type { ReplyOf } from "#api/endpoint.ts";
import type { getContract } from "#api/contracts.ts";

/** The contract that is amended, as its page has read it. */
export type AmendedContract = ReplyOf<typeof getContract>;
