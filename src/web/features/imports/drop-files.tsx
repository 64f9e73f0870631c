import { Box, Button, Progress } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type DragEvent } from "react";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { plural, sizeWords } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import styles from "./drop-files.module.css";
import { useUpload, whyNot } from "./use-upload.ts";

/** Where spreadsheets are dropped or chosen. They travel at once; nothing is imported before the rows have been looked at. */
export function DropFiles() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const upload = useUpload((id) => void navigate({ to: "/imports/$id", params: { id } }));
  const take = (list: FileList | null): void => {
    const files = Array.from(list ?? []);
    if (files.length === 0) return;
    const why = whyNot(files);
    setRefused(why);
    if (why === null) upload.send(files);
    if (input.current) input.current.value = "";
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!upload.isSending) take(event.dataTransfer.files);
  };
  return (
    <div className={styles["place"]}>
      <Box
        component="section"
        className={styles["zone"]}
        data-over={over || undefined}
        aria-label="Hand in spreadsheets"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size={40} stroke={1.25} aria-hidden />
        {upload.isSending ? (
          <Sending files={upload.files ?? []} share={upload.share} onCancel={upload.cancel} />
        ) : (
          <div className={styles["words"]}>
            <h2 className={styles["title"]}>Drop your spreadsheets here</h2>
            <p>
              Customers, contacts, assets, contracts and their lines, as CSV or XLSX, in any order. You see every row’s fate
              before anything is saved.
            </p>
            <div>
              <Button onClick={() => input.current?.click()}>Choose files</Button>
            </div>
          </div>
        )}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Spreadsheets"
          accept=".csv,.tsv,.txt,.xlsx"
          onChange={(event) => take(event.currentTarget.files)}
        />
      </Box>
      {refused && (
        <Notice tone="bad" title="These files were not handed in">
          {refused}
        </Notice>
      )}
      {upload.error && <ProblemNotice error={upload.error} doing="writing" onRetry={upload.retry} />}
    </div>
  );
}

function Sending({ files, share, onCancel }: { files: readonly File[]; share: number; onCancel: () => void }) {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const percent = Math.round(share * 100);
  return (
    <div className={styles["words"]} role="status">
      <h2 className={styles["title"]}>{share < 1 ? `Sending ${plural(files.length, "file")}` : "Reading the columns"}</h2>
      <p>
        {sizeWords(bytes)}, {percent} % sent
      </p>
      <Progress value={percent} aria-label="Sent" animated={share === 1} />
      <div>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
