import { Link } from "@tanstack/react-router";
import type { Column } from "#web/ui/list/column.ts";

/** Whose a row is, as every list tells it: by name, leading to the account. */
export const accountColumn: Column<{ readonly accountId: string; readonly accountName: string }> = {
  id: "account",
  title: "Account",
  name: true,
  value: ({ accountName }) => accountName,
  show: ({ accountId, accountName }) => (
    <Link to="/accounts/$id" params={{ id: accountId }}>
      {accountName}
    </Link>
  ),
};
