import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { addContractFile, listContractFiles, maxContractFileBytes } from "#api/contract-papers.ts";
import { readsOf } from "#web/query/reads.ts";
import { upload } from "#web/query/upload.ts";
import { sizeWords } from "#web/ui/format/words.ts";

/** Attaches a file to a contract, with progress and a way to stop. What is too large is said before anything is sent. */
export function useAttaching(contractId: string) {
  const queries = useQueryClient();
  const [sending, setSending] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController>(new AbortController());
  const send = (file: File): void => {
    if (file.size > maxContractFileBytes) {
      setError(new Error(`${file.name} has ${sizeWords(file.size)}; up to ${sizeWords(maxContractFileBytes)} can be attached.`));
      return;
    }
    stop.current = new AbortController();
    setError(null);
    setShare(0);
    setSending(file);
    upload(addContractFile, [file], {
      onProgress: setShare,
      signal: stop.current.signal,
      key: crypto.randomUUID(),
      params: { id: contractId },
    })
      .then(() => queries.invalidateQueries(readsOf(listContractFiles)))
      .catch((failure: unknown) => setError(failure instanceof DOMException ? null : failure))
      .finally(() => setSending(null));
  };
  return { sending, share, error, send, cancel: () => stop.current.abort() };
}
