import { Page } from "#web/ui/page/page.tsx";
export function AccountPage() { return <Page title="Account">{null}</Page>; }
