import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMay } from "#web/query/session.ts";
import { Empty } from "#web/ui/page/page.tsx";

/** What stands where the register holds nothing yet. Whoever may import is shown the way. */
export function EmptyRegister({ what }: { what: string }) {
  const mayImport = useMay("imports.run");
  return (
    <Empty
      title={`There are no ${what} yet`}
      action={mayImport && <Button renderRoot={(props) => <Link {...props} to="/imports" />}>Import your register</Button>}
    >
      {mayImport
        ? "Drop the spreadsheets that finance, sales and operations keep: you see every row’s fate before anything is saved."
        : "They come from the register. Ask an administrator or finance to import it."}
    </Empty>
  );
}
