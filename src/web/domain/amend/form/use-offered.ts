import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listCovered } from "#api/contracts.ts";
import { listAssets } from "#api/register.ts";
import { maxPageSize } from "#api/values.ts";
import { caller } from "#web/query/caller.ts";
import { readSteadily } from "#web/query/reads.ts";
import { chosenFrom, type Chosen } from "../draft.ts";

/** Where what is offered comes from: what the contract covers on a day, or the assets of its account. */
export type Source = { readonly none: string } & (
  | { readonly kind: "covered"; readonly contractId: string }
  | { readonly kind: "assets"; readonly accountId: string }
);

/** As many as are looked through by eye; typing narrows them. */
const OFFERED = 30;

/** What matches the typed text, and all of it on demand, however many pages that takes. */
export function useOffered(source: Source, q: string) {
  const queries = useQueryClient();
  const [gathering, setGathering] = useState(false);
  const covered = useQuery({
    ...readSteadily(listCovered, {
      params: { id: source.kind === "covered" ? source.contractId : "" },
      query: { limit: OFFERED, ...(q !== "" && { q }) },
    }),
    enabled: source.kind === "covered",
  });
  const assets = useQuery({
    ...readSteadily(listAssets, {
      query: { limit: OFFERED, ...(q !== "" && { q }), accountId: source.kind === "assets" ? source.accountId : undefined },
    }),
    enabled: source.kind === "assets",
  });
  const all = async (): Promise<Chosen[]> => {
    setGathering(true);
    try {
      return source.kind === "covered" ? await everyCovered(source.contractId, q) : [];
    } finally {
      setGathering(false);
      void queries.invalidateQueries({ queryKey: [listCovered.path], refetchType: "none" });
    }
  };
  return source.kind === "covered"
    ? { rows: covered.data?.rows.map(chosenFrom), total: covered.data?.total, error: covered.error, all, gathering }
    : { rows: assets.data?.rows.map(chosenAsset), total: undefined, error: assets.error, all, gathering };
}

async function everyCovered(contractId: string, q: string): Promise<Chosen[]> {
  const every: Chosen[] = [];
  let cursor: string | undefined;
  do {
    const page = await caller.call(listCovered, {
      params: { id: contractId },
      query: { limit: maxPageSize, ...(q !== "" && { q }), ...(cursor !== undefined && { cursor }) },
    });
    every.push(...page.rows.map(chosenFrom));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return every;
}

type Asset = {
  readonly id: string;
  readonly serial: string | null;
  readonly tag: string | null;
  readonly productName: string | null;
};

const chosenAsset = ({ id, serial, tag, productName }: Asset): Chosen => ({
  id,
  words: serial ?? tag ?? "An asset without serial or tag",
  detail: productName ?? "",
  subject: { assetId: id },
});
