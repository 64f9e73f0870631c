import type { Caller } from "#api/client.ts";
import { listContracts, type ContractRow } from "#api/contracts.ts";
import { listAccounts } from "#api/register.ts";
import { UsageError } from "./command.ts";

const same = (a: string | null, b: string): boolean => a?.toLowerCase() === b.trim().toLowerCase();

/** The contract of this number. Throws UsageError where there is none, naming those that are like it. */
export async function contractNumbered(caller: Caller, number: string): Promise<ContractRow> {
  const { rows } = await caller.call(listContracts, { query: { q: number.trim(), limit: 200 } });
  const found = rows.find((row) => same(row.number, number));
  if (found !== undefined) return found;
  const like = rows.slice(0, 5).map((row) => row.number);
  throw new UsageError(`There is no contract ${number}.${like.length > 0 ? ` There is ${like.join(", ")}.` : ""}`);
}

/** The id of the account that has this name or reference. Throws UsageError where there is none, or more than one of the name. */
export async function accountNamed(caller: Caller, typed: string): Promise<string> {
  const { rows } = await caller.call(listAccounts, { query: { q: typed.trim(), limit: 200 } });
  const [found, ...more] = rows.filter(({ reference, name }) => same(reference, typed) || same(name, typed));
  if (found === undefined) throw new UsageError(`There is no account ${typed}. Write its name or reference in full.`);
  if (more.length > 0) throw new UsageError(`There is more than one account called ${typed}. Write its reference.`);
  return found.id;
}
