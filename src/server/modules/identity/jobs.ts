import { IDEMPOTENCY_HOURS } from "#platform/http/idempotency.ts";
import { job, type Job } from "#platform/jobs.ts";
import * as store from "./store.ts";

const HOURLY = "17 * * * *";

export const jobs: readonly Job[] = [
  // What nobody can use any more: sessions that ran out, answers kept for repeated requests.
  job(
    "identity.sweep",
    async ({ tx, now }) => {
      await store.deleteExpiredSessions(tx, now);
      await store.deleteAnswersBefore(tx, now.subtract({ hours: IDEMPOTENCY_HOURS }));
    },
    HOURLY,
  ),
];
