import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listCovered, type CoveredRow } from "#api/contracts.ts";
import { maxPageSize } from "#api/values.ts";
import type { NameOf } from "#web/domain/amend/amendment-words.ts";
import { read } from "#web/query/reads.ts";

/** What people call the things that amendments are about: a serial as it was given, else as the contract's coverage names it. Of a very large contract only the first are known. */
export function useNames(contractId: string): NameOf {
  const { data } = useQuery(read(listCovered, { params: { id: contractId }, query: { limit: maxPageSize } }));
  return useMemo(() => {
    const names = new Map((data?.rows ?? []).map(({ subject }) => [idOf(subject), subject.words]));
    return (subject) => subject.serial ?? subject.assetTag ?? names.get(idOf(subject));
  }, [data]);
}

type Ids = { readonly [Each in "assetId" | "siteId" | "productId" | "accountId"]?: string | null | undefined };

const idOf = ({ assetId, siteId, productId, accountId }: Ids | CoveredRow["subject"]): string =>
  assetId ?? siteId ?? productId ?? accountId ?? "";
