import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { BodyOf, CallOf, ReplyOf } from "#api/endpoint.ts";
import { tryPlan } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { caller } from "#web/query/caller.ts";

export type Tried = ReplyOf<typeof tryPlan>;
/** Who asks, how, when, and what is used up: all of a trial but the terms. */
export type Trial = Pick<BodyOf<typeof tryPlan>, "contact"> &
  Partial<Pick<BodyOf<typeof tryPlan>, "channel" | "severity" | "productId" | "at" | "timeZone" | "used">>;

/** How long somebody rests before the answer follows: short enough to feel live while hours are dragged. */
const REST_MS = 150;

/**
 * What the terms would answer, asked anew while they are written. While they cannot be read the last that could are asked
 * about, and `isCurrent` is false.
 */
export function useTry(name: string, terms: PlanTerms | null, trial: Trial) {
  const [readable, setReadable] = useState(terms);
  if (terms !== null && terms !== readable) setReadable(terms);
  const wanted = readable === null ? "" : JSON.stringify({ ...trial, name, terms: readable });
  const [rested] = useDebouncedValue(wanted, REST_MS);
  const query = useQuery({
    queryKey: [tryPlan.path, rested],
    queryFn: ({ signal }): Promise<Tried> =>
      caller.call(tryPlan, { body: JSON.parse(rested) as CallOf<typeof tryPlan>["body"], signal }),
    enabled: rested !== "",
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return {
    tried: query.data,
    error: query.error,
    isBusy: wanted !== rested || query.isFetching,
    isCurrent: terms !== null && wanted === rested && !query.isPlaceholderData,
  };
}
