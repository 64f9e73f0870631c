import type { BillingRun, CurrencyTotal } from "#api/billing.ts";
import { countWords, moneyWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";

const count = (id: "contracts" | "invoices" | "creditNotes" | "lines", title: string): Column<CurrencyTotal> => ({
  id,
  title,
  numeric: true,
  value: (total) => total[id],
  show: (total) => countWords(total[id]),
});

const amount = (id: "charged" | "credited" | "tax" | "total", title: string): Column<CurrencyTotal> => ({
  id,
  title,
  numeric: true,
  value: (total) => Number(total[`${id}Minor`]),
  show: (total) => {
    const words = moneyWords({ minor: total[`${id}Minor`], currency: total.currency });
    return id === "total" ? <strong>{words}</strong> : words;
  },
});

const columns: readonly Column<CurrencyTotal>[] = [
  { id: "currency", title: "Currency", value: ({ currency }) => currency, show: ({ currency }) => <strong>{currency}</strong> },
  count("contracts", "Contracts"),
  count("invoices", "Invoices"),
  count("creditNotes", "Credit notes"),
  count("lines", "Lines"),
  amount("charged", "Charged"),
  amount("credited", "Credited"),
  amount("tax", "Tax"),
  amount("total", "Total"),
];

/** The sums of a run, a row for each currency: currencies are never added up. */
export function RunTotals({ run }: { run: BillingRun }) {
  return (
    <Section title={run.dryRun ? "What would be posted" : "What was posted"}>
      <RecordTable
        noun="Totals per currency"
        columns={columns}
        rows={run.totals}
        rowId={({ currency }) => currency}
        sort={undefined}
      />
    </Section>
  );
}
