/** Billing runs: begun by somebody, carried out in the background one after the other, looked at from anywhere. */

import { z } from "zod";
import type * as api from "#api/billing.ts";
import { inTransaction, type Context, type Shell } from "#platform/context.ts";
import { pageOf, readCursor, type Page } from "#platform/page.ts";
import { type Actor, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { SignOfLife } from "#platform/sign-of-life.ts";
import { carryOut, type RunAsked } from "./run.ts";
import * as store from "./run-store.ts";

/** The runs of this process. */
export class Runs {
  readonly #shell: Shell;
  readonly #sign: SignOfLife;
  #last: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#sign = new SignOfLife(shell.database);
  }

  /** The sign by which others tell that this process lives, from its first run on. */
  alive(): Promise<bigint | null> {
    return this.#sign.number();
  }

  /** Begins in the background, after what was begun before. */
  begin(actor: Actor, run: RunAsked, contracts: readonly store.Weighed[]): void {
    this.#last = this.#last.then(() => this.#toItsEnd(actor, run, contracts));
  }

  /** Resolves when everything begun has come to its end. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Stops what runs between two documents, and resolves when it has ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#last;
    await this.#sign.end();
  }

  /** Carries a run out, whatever its end is; never throws. */
  async #toItsEnd(actor: Actor, run: RunAsked, contracts: readonly store.Weighed[]): Promise<void> {
    try {
      const isDone = await carryOut(this.#shell, actor, run, contracts, () => this.#isStopping);
      await this.#finish(actor, run.id, isDone ? { status: "done", problem: null } : { status: "cancelled", problem: stopped });
    } catch (error) {
      this.#shell.log.error({ err: error, runId: run.id }, "a billing run broke");
      const problem = error instanceof Problem ? error.message : broke;
      await this.#finish(actor, run.id, { status: "failed", problem }).catch((second: unknown) =>
        this.#shell.log.error({ err: second, runId: run.id }, "how a billing run ended could not be kept"),
      );
    }
  }

  #finish(actor: Actor, id: string, end: Omit<store.End, "at">): Promise<void> {
    return inTransaction(this.#shell, actor, (ctx) => store.finishRun(ctx.tx, id, { ...end, at: ctx.now }));
  }
}

const stopped = "Stopped. What was posted stays; another run through the same day posts the rest.";
const broke =
  "Something broke on our side. What was posted stays; run it again for the rest. If it happens again, tell whoever runs Ambit to look into the log.";
const interrupted = "The server stopped in the middle. What was posted stays; another run through the same day posts the rest.";

/** Begins a run over all signed contracts, or over one of them. `through` may be any day: what is not yet due by it stays out. */
export async function startRun(
  ctx: Context,
  runs: Runs,
  { through, dryRun, contractId }: { through: string; dryRun: boolean; contractId?: string | undefined },
): Promise<api.BillingRun> {
  permit(ctx.actor, "billing.run");
  const contracts = await store.selectBillable(ctx.tx, contractId);
  if (contractId !== undefined && contracts.length === 0)
    throw new Problem("not_found", "There is no such contract, or it is not signed yet.");
  const id = ctx.newId();
  const runner = await runs.alive();
  await store.insertRun(ctx.tx, { id, through, dryRun, contracts: contracts.length, actor: ctx.actor, at: ctx.now, runner });
  const run = await runOf(ctx, id);
  runs.begin(ctx.actor, { id, through, dryRun }, contracts);
  return run;
}

/** A run as far as it has come; broken off where the process that carried it out has ended. */
export async function getRun(ctx: Context, id: string): Promise<api.BillingRun> {
  permit(ctx.actor, "billing_runs.read");
  const run = await runOf(ctx, id);
  const isBrokenOff = run.status === "running" && (await store.isBrokenOff(ctx.tx, id));
  return isBrokenOff ? { ...run, status: "failed", problem: interrupted } : run;
}

const runPlace = z.tuple([z.iso.datetime(), z.uuid()]);

/** Runs, newest first. */
export async function listRuns(
  ctx: Context,
  asked: { cursor?: string | undefined; limit: number },
): Promise<Page<api.BillingRun>> {
  permit(ctx.actor, "billing_runs.read");
  const after = readCursor(asked.cursor, runPlace);
  const found = await store.selectRuns(ctx.tx, after && { createdAt: after[0], id: after[1] }, asked.limit + 1);
  const totals = await store.selectTotals(
    ctx.tx,
    found.map(({ id }) => id),
  );
  return pageOf(
    found,
    asked.limit,
    (last) => [last.createdAt.toString(), last.id],
    (row) => wireOf(row, totals.get(row.id)),
  );
}

const resultPlace = z.tuple([z.string(), z.uuid(), z.uuid()]);

/** What a run found, in the order of the contracts' numbers; of them all or of those that it could not bill. */
export async function listResults(
  ctx: Context,
  id: string,
  asked: { cursor?: string | undefined; limit: number; problems?: "only" | undefined },
): Promise<Page<api.BillingResult>> {
  permit(ctx.actor, "billing_runs.read");
  await runOf(ctx, id);
  const after = readCursor(asked.cursor, resultPlace);
  const found = await store.selectResults(ctx.tx, id, {
    onlyProblems: asked.problems === "only",
    after: after && { number: after[0], contractId: after[1], accountId: after[2] },
    limit: asked.limit + 1,
  });
  return pageOf(
    found,
    asked.limit,
    (last) => [last.contractNumber, last.contractId, last.accountId],
    (row) => row,
  );
}

/** Asks a run to stop, whichever process carries it out. */
export async function cancelRun(ctx: Context, id: string): Promise<api.BillingRun> {
  permit(ctx.actor, "billing.run");
  const { status } = await runOf(ctx, id);
  if (!(await store.askToCancel(ctx.tx, id))) throw new Problem("conflict", `This run is not running: it is ${status}.`);
  return runOf(ctx, id);
}

/** Tells of runs that a process left behind when it ended; what another process carries out goes on. Called at the start. */
export async function tellInterrupted(ctx: Context): Promise<void> {
  await store.finishBrokenOff(ctx.tx, { status: "failed", problem: interrupted, at: ctx.now });
}

async function runOf(ctx: Context, id: string): Promise<api.BillingRun> {
  const row = await store.selectRun(ctx.tx, id);
  if (row === undefined) throw new Problem("not_found", "There is no such billing run.");
  return wireOf(row, (await store.selectTotals(ctx.tx, [id])).get(id));
}

function wireOf(row: store.RunRow, sums: store.RunTotals = { totals: [], problems: 0 }): api.BillingRun {
  const { lookedAt, contracts, createdAt, finishedAt, ...rest } = row;
  return {
    ...rest,
    createdAt: createdAt.toString(),
    finishedAt: finishedAt === null ? null : finishedAt.toString(),
    progress: { done: lookedAt, of: contracts },
    ...sums,
  };
}
