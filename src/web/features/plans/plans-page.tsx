import { Page } from "#web/ui/page/page.tsx";
export function PlansPage() { return <Page title="Plans">{null}</Page>; }
