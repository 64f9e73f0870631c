import { job, type Job } from "#platform/jobs.ts";
import { releaseOverdue } from "./happen.ts";

const EACH_MINUTE = "* * * * *";

export const jobs: readonly Job[] = [
  job("allowances.release_overdue", async (ctx) => void (await releaseOverdue(ctx)), EACH_MINUTE),
];
