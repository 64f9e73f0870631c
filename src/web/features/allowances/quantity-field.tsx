import { TextInput } from "@mantine/core";
import type { AllowanceBalance } from "#api/allowances.ts";
import { minorFrom } from "#web/ui/format/amount.ts";

type Unit = Pick<AllowanceBalance, "unit" | "currency">;

/** What was typed as whole units: tickets, minutes ("90", "1:30") or money; null where it is no quantity above zero. */
export function quantityFrom(typed: string, { unit, currency }: Unit): number | null {
  const text = typed.trim();
  if (unit === "money") {
    const minor = minorFrom(text, currency);
    return minor === null || minor === "0" ? null : Number(minor);
  }
  const [, hours, minutes] = unit === "minutes" ? (/^(\d{1,6}):([0-5]\d)$/.exec(text) ?? []) : [];
  const quantity = hours === undefined ? (/^\d{1,9}$/.test(text) ? Number(text) : 0) : Number(hours) * 60 + Number(minutes);
  return quantity > 0 ? quantity : null;
}

const labels: Record<Unit["unit"], string> = { tickets: "Tickets", minutes: "Minutes, or hours as 1:30", money: "Amount" };

type Props = { readonly of: Unit; readonly value: string; readonly onChange: (typed: string) => void };

/** How many units: in the allowance's own unit. */
export function QuantityField({ of, value, onChange }: Props) {
  const isWrong = value.trim() !== "" && quantityFrom(value, of) === null;
  return (
    <TextInput
      label={of.unit === "money" ? `Amount in ${of.currency}` : labels[of.unit]}
      required
      inputMode={of.unit === "tickets" ? "numeric" : "decimal"}
      data-autofocus
      value={value}
      error={isWrong && "Write a number above zero."}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
