import { Page } from "#web/ui/page/page.tsx";
export function AssetPage() { return <Page title="Asset">{null}</Page>; }
