import type { ImportDetail, ImportKind, ImportRow } from "#api/imports.ts";
import type { BadgeTone } from "#web/ui/badge/badge.tsx";

export const kindNames: Record<ImportKind, string> = {
  customers: "Customers",
  contacts: "Contacts",
  assets: "Assets",
  contracts: "Contracts",
  contract_lines: "Contract lines",
  products: "Products",
  product_versions: "Product versions",
  device_types: "Device types",
};

export const importStatusNames: Record<ImportDetail["status"], string> = {
  uploaded: "To be checked",
  checking: "Being checked",
  checked: "Checked, not applied",
  applying: "Being applied",
  applied: "Applied",
  cancelled: "Cancelled",
  failed: "Failed",
};

export const importStatusTones: Record<ImportDetail["status"], BadgeTone> = {
  uploaded: "quiet",
  checking: "accent",
  checked: "accent",
  applying: "accent",
  applied: "good",
  cancelled: "caution",
  failed: "bad",
};

/** Whether the server is at work on it. */
export const isUnderWay = ({ status }: Pick<ImportRow, "status">): boolean => status === "checking" || status === "applying";

/** "customers.csv", "customers.csv and 4 more". */
export function filesWords(files: ImportRow["files"]): string {
  const [first, ...others] = files;
  if (!first) return "No file";
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}
