import { useQuery } from "@tanstack/react-query";
import type { CallOf } from "#api/endpoint.ts";
import { listExceptions } from "#api/exceptions.ts";
import { readSteadily } from "#web/query/reads.ts";
import { Figures } from "#web/ui/figures/figures.tsx";
import { hoursWords } from "#web/ui/format/hours.ts";
import { countWords, moneyWords } from "#web/ui/format/words.ts";

/** What all that is listed comes to: money in each currency, never added up across them. */
export function Totals({ filter }: { filter: CallOf<typeof listExceptions>["query"] }) {
  const { data } = useQuery(readSteadily(listExceptions, { query: { ...filter, limit: 1 } }));
  const costs = (data?.totalCost ?? []).filter(({ minor }) => minor !== "0");
  return (
    <Figures
      figures={[
        { name: "Exceptions", value: data ? countWords(data.total) : "–" },
        {
          name: "Work",
          value: data ? hoursWords(data.totalMinutes) : "–",
          note: costs.length > 0 && "at each account’s hourly rate",
        },
        ...costs.map((cost) => ({ name: `Cost so far, ${cost.currency}`, value: moneyWords(cost) })),
      ]}
    />
  );
}
