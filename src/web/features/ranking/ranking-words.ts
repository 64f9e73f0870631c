import type { ReplyOf } from "#api/endpoint.ts";
import type { getRanking } from "#api/plans.ts";

type Ranking = ReplyOf<typeof getRanking>;
type Words = { readonly label: string; readonly detail: string };

export const scopeWords: Record<Ranking["scopes"][number], Words> = {
  asset: { label: "The asset itself", detail: "A line that names its serial or tag" },
  parent_asset: { label: "What it is part of", detail: "A line on the asset above it that covers parts too" },
  product: { label: "Its product", detail: "A line for all assets of a product or its branch" },
  site: { label: "Its site", detail: "A line for all that stands at a site" },
  account: { label: "The account", detail: "A line for all that the account has" },
  default_plan: { label: "The default plan", detail: "For callers of whom nobody knows who they are" },
};

export const sourceWords: Record<Ranking["sources"][number], Words> = {
  contract: { label: "A contract", detail: "Its allowances are drawn" },
  warranty: { label: "A warranty", detail: "It came with the product" },
};
