import { useQuery } from "@tanstack/react-query";
import { listPlans } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";

/** Plans change seldom: they are asked for once an hour. */
const PLANS_STAY_FRESH_MS = 3_600_000;

export const plansRead = { ...read(listPlans, {}), staleTime: PLANS_STAY_FRESH_MS };

/** A plan's terms in force, or undefined until they are known; for people who may not read plans they stay unknown. */
export function usePlanTerms(planId: string | undefined): PlanTerms | undefined {
  const mayRead = useMay("plans.read");
  const { data } = useQuery({ ...plansRead, enabled: mayRead && planId !== undefined });
  return data?.rows.find(({ id }) => id === planId)?.terms as PlanTerms | undefined;
}
