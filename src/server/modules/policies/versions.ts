/** The policy, in versions of which the latest holds (ENT7). */

import { z } from "zod";
import type { PolicyVersion } from "#api/policy.ts";
import type { FieldError } from "#api/problems.ts";
import { checkPolicy, defaultPolicy, type Policy } from "#core/policy/index.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./version-store.ts";

export type NamedPolicyVersion = PolicyVersion & { readonly names: { readonly id: string; readonly name: string }[] };

/** What holds until somebody sets a policy. */
const untilSet: PolicyVersion = {
  id: null,
  version: 0,
  policy: onWire(defaultPolicy),
  reason: "What a new installation begins with",
  author: "Ambit",
  recordedAt: null,
};

/** The policy in force, with the names of the accounts and plans in its rules. */
export async function getPolicy(ctx: Context): Promise<NamedPolicyVersion> {
  permit(ctx.actor, "policy.read");
  const [latest] = await store.selectVersions(ctx.tx, { limit: 1 });
  const version = latest === undefined ? untilSet : versionOf(latest);
  const names = await store.selectNames(ctx.tx, namedIn(version.policy as Policy));
  return { ...version, names: Array.from(names, ([id, name]) => ({ id, name })) };
}

export type ChangePolicy = { readonly policy: Policy; readonly reason: string };

/**
 * Records another version, which holds from now on. `after` is the version that whoever changes it has seen. Throws
 * `stale_version` where another has been recorded since, and `refused`, pointing at the field, for a policy that could never be
 * meant (`checkPolicy`) or that names an account or plan that does not exist.
 */
export async function changePolicy(ctx: Context, after: number, { policy, reason }: ChangePolicy): Promise<NamedPolicyVersion> {
  permit(ctx.actor, "policy.change");
  const sound = checkPolicy(policy);
  if (!sound.ok) throw refusedAt(sound.refusal.message, sound.refusal.path ?? []);
  const names = await store.selectNames(ctx.tx, namedIn(policy));
  refuseStrangers(policy, names);
  const current = await store.selectLatestVersion(ctx.tx);
  const row = { id: ctx.newId(), version: after + 1, policy, reason, recordedAt: ctx.now };
  if (after !== current || !(await store.insertVersion(ctx.tx, row, ctx.actor))) {
    throw new Problem("stale_version", undefined, { currentVersion: await store.selectLatestVersion(ctx.tx) });
  }
  return getPolicy(ctx);
}

/** All that it ever was, the latest first. */
export async function listPolicyVersions(
  ctx: Context,
  asked: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<PolicyVersion>> {
  permit(ctx.actor, "policy.read");
  const before = readCursor(asked.cursor, z.int().min(1));
  const found = await store.selectVersions(ctx.tx, { before, limit: asked.limit + 1 });
  return pageOf(found, asked.limit, ({ version }) => version, versionOf);
}

function versionOf({ recordedAt, policy, ...row }: store.VersionRow): PolicyVersion {
  return { ...row, policy: onWire(policy), recordedAt: recordedAt.toString() };
}

/** The same, its lists as those that JSON has. */
function onWire(policy: Policy): PolicyVersion["policy"] {
  return policy as PolicyVersion["policy"];
}

const idsIn = (term: Policy["rules"][number]["accounts"]): readonly string[] => (typeof term === "string" ? [] : term.only);

function namedIn({ rules }: Policy): { accounts: string[]; plans: string[] } {
  return {
    accounts: [...new Set(rules.flatMap(({ accounts }) => idsIn(accounts)))],
    plans: [...new Set(rules.flatMap(({ plans }) => idsIn(plans)))],
  };
}

function refuseStrangers({ rules }: Policy, names: ReadonlyMap<string, string>): void {
  for (const [index, rule] of rules.entries()) {
    for (const term of ["accounts", "plans"] as const) {
      const stranger = idsIn(rule[term]).findIndex((id) => !names.has(id));
      if (stranger < 0) continue;
      const what = term === "accounts" ? "account" : "plan";
      throw refusedAt(`There is no such ${what}. Take it out of the rule.`, ["rules", index, term, "only", stranger]);
    }
  }
}

function refusedAt(message: string, path: readonly (string | number)[]): Problem {
  const error: FieldError = { pointer: ["/body/policy", ...path].join("/"), message };
  return new Problem("refused", message, { rule: "ENT7", errors: [error] });
}
