/** Whether and how nearly a coverage's subject is what the inquiry is about (COV1, COV11). */

import type { Coverage, Subject } from "../coverage/coverage.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Obstacle, Standing } from "./standing.ts";

export type Reach = Pick<Standing, "tier" | "steps"> & { readonly obstacle: Obstacle | null };

/** How the coverage reaches the subject of the inquiry; null where it speaks of something else altogether. */
export function reachOf({ subject }: Coverage, inquiry: Inquiry): Reach | null {
  switch (subject.kind) {
    case "asset":
      return reachAsset(subject, inquiry);
    case "product":
      return reachProduct(subject, inquiry);
    case "site":
      return reachSite(subject, inquiry);
    case "account":
      return reachAccount(subject, inquiry);
  }
}

function reachAsset(subject: Subject & { kind: "asset" }, { asset }: Inquiry): Reach | null {
  if (asset === null) return null;
  if (asset.id === subject.assetId) return { tier: "asset", steps: [0, 0], obstacle: null };
  const above = asset.ancestorIds.indexOf(subject.assetId);
  if (above < 0) return null;
  return { tier: "parent_asset", steps: [above + 1, 0], obstacle: subject.coversParts ? null : { kind: "parts" } };
}

function reachProduct(subject: Subject & { kind: "product" }, inquiry: Inquiry): Reach | null {
  const up = stepsToAccount(subject.accountId, inquiry);
  if (up === null) return null;
  const nothingNamed = inquiry.asset === null && inquiry.productPath.length === 0;
  const branch = nothingNamed ? 0 : inquiry.productPath.indexOf(subject.productId);
  if (branch < 0) return null;
  const obstacle =
    downAccounts(subject, up) ?? unregistered(inquiry) ?? (nothingNamed ? ({ kind: "which_asset" } as const) : null);
  return { tier: "product", steps: [branch, up], obstacle };
}

function reachSite(subject: Subject & { kind: "site" }, inquiry: Inquiry): Reach | null {
  const { account, asset } = inquiry;
  if (account === null || (asset !== null && asset.siteId !== subject.siteId)) return null;
  const obstacle = asset === null ? (unregistered(inquiry) ?? ({ kind: "which_asset" } as const)) : null;
  return { tier: "site", steps: [0, 0], obstacle };
}

function reachAccount(subject: Subject & { kind: "account" }, inquiry: Inquiry): Reach | null {
  const up = stepsToAccount(subject.accountId, inquiry);
  if (up === null) return null;
  return { tier: "account", steps: [0, up], obstacle: downAccounts(subject, up) ?? unregistered(inquiry) };
}

/** 0 for the account itself, 1 for its parent, and so on; null for an account that is neither. */
function stepsToAccount(accountId: string, { account }: Inquiry): number | null {
  if (account === null) return null;
  if (account.id === accountId) return 0;
  const above = account.ancestorIds.indexOf(accountId);
  return above < 0 ? null : above + 1;
}

function downAccounts(subject: { readonly coversSubAccounts: boolean }, up: number): Obstacle | null {
  return up > 0 && !subject.coversSubAccounts ? { kind: "sub_accounts" } : null;
}

function unregistered({ unregistered: clue }: Inquiry): Obstacle | null {
  return clue === null ? null : { kind: "unregistered", value: clue.value };
}
