import { FilterSelect } from "#web/ui/list/filter-select.tsx";

/** How far to either side of this year somebody looks without typing an address. */
const YEARS_AROUND = 4;

const thisYear = new Date().getFullYear();

type Props = { readonly value: number | undefined; readonly onChange: (year: number | undefined) => void };

/** The calendar year that is looked at; this one when nothing is chosen. */
export function YearChoice({ value, onChange }: Props) {
  const near = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, index) => thisYear - YEARS_AROUND + index);
  const years = [...new Set([...near, value ?? thisYear])].toSorted((a, b) => b - a).filter((year) => year !== thisYear);
  return (
    <FilterSelect
      label="Year"
      any={String(thisYear)}
      options={years.map((year) => ({ value: String(year), label: String(year) }))}
      value={value === undefined ? undefined : String(value)}
      onChange={(year) => onChange(year === undefined ? undefined : Number(year))}
    />
  );
}

/** The months of a year as a question about them; of this year the server knows itself. */
export const monthsOf = (year: number | undefined): { from?: string; through?: string } =>
  year === undefined ? {} : { from: `${year}-01`, through: `${year}-12` };
