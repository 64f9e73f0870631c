import { Page } from "#web/ui/page/page.tsx";
export function ContractPage() { return <Page title="Contract">{null}</Page>; }
