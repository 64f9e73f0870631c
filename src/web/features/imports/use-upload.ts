import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { getImport, listImports, maxFileBytes, maxFiles, uploadImport } from "#api/imports.ts";
import { read, readsOf } from "#web/query/reads.ts";
import { upload } from "#web/query/upload.ts";
import { plural, sizeWords } from "#web/ui/format/words.ts";

/** Hands files in, telling how far it is. A retry sends the same key, so that nothing is handed in twice. */
export function useUpload(onDone: (importId: string) => void) {
  const queries = useQueryClient();
  const [share, setShare] = useState(0);
  const stop = useRef(new AbortController());
  const sent = useRef<{ files: readonly File[]; key: string }>({ files: [], key: "" });
  const sending = useMutation({
    mutationFn: (files: readonly File[]) => {
      stop.current = new AbortController();
      if (sent.current.files !== files) sent.current = { files, key: crypto.randomUUID() };
      setShare(0);
      return upload(uploadImport, files, { onProgress: setShare, signal: stop.current.signal, key: sent.current.key });
    },
    onSuccess: async (detail) => {
      queries.setQueryData(read(getImport, { params: { id: detail.id } }).queryKey, detail);
      await queries.invalidateQueries(readsOf(listImports));
      onDone(detail.id);
    },
  });
  const wasCancelled = sending.error instanceof DOMException && sending.error.name === "AbortError";
  return {
    files: sending.variables,
    share,
    isSending: sending.isPending,
    error: wasCancelled ? null : sending.error,
    send: (files: readonly File[]) => sending.mutate(files),
    retry: () => sending.variables && sending.mutate(sending.variables),
    cancel: () => stop.current.abort(),
  };
}

/** Why these files cannot be handed in together, before any of it travels; null when they can. */
export function whyNot(files: readonly Pick<File, "name" | "size">[]): string | null {
  if (files.length > maxFiles)
    return `${plural(files.length, "file")} at once are too many: hand in at most ${maxFiles}, then the others.`;
  const sheet = /\.(csv|tsv|txt|xlsx)$/i;
  const other = files.find(({ name }) => !sheet.test(name));
  if (other) return `${other.name} is not a spreadsheet. Save it as CSV or XLSX and try again.`;
  const large = files.find(({ size }) => size > maxFileBytes);
  if (large)
    return `${large.name} has ${sizeWords(large.size)}; a file may have ${sizeWords(maxFileBytes)}. Split it into several files.`;
  const empty = files.find(({ size }) => size === 0);
  return empty ? `${empty.name} is empty. Choose the file that has the rows.` : null;
}
