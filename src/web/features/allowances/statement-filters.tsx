import { TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { AllowanceBalance } from "#api/allowances.ts";
import { balanceName } from "#web/domain/allowances/balance-words.ts";
import { dayNumber, isoDay, lastDay } from "#web/ui/format/days.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";

const route = getRouteApi("/shell/contracts/$id/allowances/$planId/$key");

const dayAfter = (day: string): string | undefined => (day === "" ? undefined : isoDay(dayNumber(day) + 1));

/** Which bucket, and which days; a link reproduces them. */
export function StatementFilters({ allowance }: { allowance: AllowanceBalance | undefined }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changes: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const buckets = allowance?.buckets ?? [];
  return (
    <>
      {allowance && buckets.length > 1 && (
        <FilterSelect
          label="Bucket"
          any="All buckets"
          options={buckets.map((bucket) => ({ value: bucket.key, label: balanceName({ ...bucket, unit: allowance.unit }) }))}
          value={search.bucket}
          onChange={(bucket) => change({ bucket })}
        />
      )}
      <TextInput
        type="date"
        size="sm"
        label="From"
        value={search.from ?? ""}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        size="sm"
        label="Through"
        value={search.before ? lastDay(search.before) : ""}
        onChange={(event) => change({ before: dayAfter(event.currentTarget.value) })}
      />
    </>
  );
}
