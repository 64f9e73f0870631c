import { job, type Job } from "#platform/jobs.ts";
import { forgetToldChanges } from "./told-changes.ts";

const NIGHTLY = "43 3 * * *";

export const jobs: readonly Job[] = [job("entitlements.forget_told_changes", forgetToldChanges, NIGHTLY)];
