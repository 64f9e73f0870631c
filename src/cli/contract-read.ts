import { listAmendments } from "#api/amendments.ts";
import type { Caller } from "#api/client.ts";
import { getContract, listCovered } from "#api/contracts.ts";

/** A contract, what it covers, and its amendments: the latest first, as far as they were known. */
export async function readContract(caller: Caller, id: string, query: { at?: string; knownAt?: string }) {
  const [contract, coverage, { rows: amendments }] = await Promise.all([
    caller.call(getContract, { params: { id }, query }),
    caller.call(listCovered, { params: { id }, query: { ...query, limit: 200 } }),
    caller.call(listAmendments, { params: { id } }),
  ]);
  const { knownAt } = query;
  const known =
    knownAt === undefined ? amendments : amendments.filter(({ recordedAt }) => Date.parse(recordedAt) <= Date.parse(knownAt));
  return { contract, coverage, amendments: known };
}
export type ShownContract = Awaited<ReturnType<typeof readContract>>;
