import { Page } from "#web/ui/page/page.tsx";
export function CheckPage() { return <Page title="Check">{null}</Page>; }
