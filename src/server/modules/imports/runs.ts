/** What this process is doing in the background, readable while a transaction holds the database's only connection. */

import type { ImportDetail, ImportReport } from "#api/imports.ts";
import { inTransaction, type Context, type Shell } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { SignOfLife } from "#platform/sign-of-life.ts";
import { readFile, sheetsToRun, type SheetToRun } from "./prepare.ts";
import { Cancelled, runSheets, type Progress } from "./run.ts";
import * as store from "./store.ts";

type Run = {
  /** The import as it was when the run began. */
  readonly detail: ImportDetail;
  readonly progress: { done: number; of: number; doing: string };
  cancelled: boolean;
};

export class Runs {
  readonly #shell: Shell;
  readonly #runs = new Map<string, Run>();
  readonly #sign: SignOfLife;
  #last: Promise<void> = Promise.resolve();

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#sign = new SignOfLife(shell.database);
  }

  /** The sign by which others tell that this process lives, from its first import on. */
  alive(): Promise<bigint | null> {
    return this.#sign.number();
  }

  /** The import as it stands in the run, or undefined when this process does not run it. */
  detailOf(id: string): ImportDetail | undefined {
    const run = this.#runs.get(id);
    return run && { ...run.detail, progress: { ...run.progress } };
  }

  /** Asks a run to stop; false where this process does not run it. */
  cancel(id: string): boolean {
    const run = this.#runs.get(id);
    if (run === undefined) return false;
    run.cancelled = true;
    run.progress.doing = "Stopping";
    return true;
  }

  /** Begins in the background what `detail` says, after what was begun before. */
  begin(actor: Actor, detail: ImportDetail): void {
    const rows = detail.sheets.reduce((sum, sheet) => sum + (sheet.kind === null ? 0 : sheet.rows), 0);
    const run: Run = { detail, progress: { done: 0, of: rows, doing: "Waiting" }, cancelled: false };
    this.#runs.set(detail.id, run);
    this.#last = this.#last.then(() => this.#carryOut(actor, run)).finally(() => this.#runs.delete(detail.id));
  }

  /** Cancels everything and resolves when it has ended. */
  async stop(): Promise<void> {
    for (const id of this.#runs.keys()) this.cancel(id);
    await this.#last;
    await this.#sign.end();
  }

  /** Runs one import to its end, whatever that is; never throws. */
  async #carryOut(actor: Actor, run: Run): Promise<void> {
    const { id, status } = run.detail;
    const dryRun = status === "checking";
    try {
      const sheets = await this.#sheets(id, run);
      const keep = (ctx: Context, report: ImportReport) => store.updateReport(ctx.tx, id, report);
      const report = await runSheets(this.#shell, actor, sheets, dryRun, progressOf(run), keep);
      await this.#finish(actor, id, { status: dryRun ? "checked" : "applied", problem: null, report });
    } catch (error) {
      await this.#finish(actor, id, endOf(error, this.#shell)).catch((again: unknown) =>
        this.#shell.log.error({ err: again, importId: id }, "how an import ended could not be kept"),
      );
    }
  }

  async #sheets(id: string, run: Run): Promise<SheetToRun[]> {
    const { db } = this.#shell.database;
    const sheets: SheetToRun[] = [];
    for (const { id: fileId, name, kept } of await store.selectFiles(db, [id])) {
      if (run.cancelled) throw new Cancelled();
      run.progress.doing = `Reading ${name}`;
      const file = await readFile(name, (await store.selectContent(db, id, fileId))!.content);
      sheets.push(...sheetsToRun(file, kept.sheets));
    }
    return sheets;
  }

  #finish(actor: Actor, id: string, end: Omit<store.Finish, "at">): Promise<void> {
    return inTransaction(this.#shell, actor, (ctx) => store.finish(ctx.tx, id, { ...end, at: ctx.now }));
  }
}

function progressOf(run: Run): Progress {
  return {
    begin(doing) {
      run.progress.doing = doing;
    },
    step(rows) {
      run.progress.done = Math.min(run.progress.done + rows, run.progress.of);
    },
    check() {
      if (run.cancelled) throw new Cancelled();
    },
  };
}

function endOf(error: unknown, shell: Shell): Pick<store.Finish, "status" | "problem"> {
  if (error instanceof Cancelled) {
    return {
      status: "cancelled",
      problem: "Cancelled. The file in hand is as it was; what had landed before it is in the report.",
    };
  }
  if (error instanceof Problem) return { status: "failed", problem: error.message };
  shell.log.error({ err: error }, "an import broke");
  return {
    status: "failed",
    problem:
      "Something broke on our side, and the file in hand is as it was. Run the import again; if it happens again, tell whoever runs Ambit to look into the log.",
  };
}
