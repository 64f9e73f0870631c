import { ActionIcon, Button, Checkbox, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useRef, useState, type DragEvent } from "react";
import { addressOf } from "#api/client.ts";
import {
  getContractFile,
  listContractFiles,
  removeContractFile,
  shareContractFile,
  type ContractFileRow,
} from "#api/contract-papers.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { When } from "#web/ui/format/when.tsx";
import { sizeWords } from "#web/ui/format/words.ts";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./contract-page.module.css";
import { useAttaching } from "./use-attaching.ts";

/** The signed contract and its annexes: dropped here, opened from here. */
export function FilesPanel({ contractId }: { contractId: string }) {
  const { data, error } = useQuery(read(listContractFiles, { params: { id: contractId } }));
  const mayWrite = useMay("contracts.record");
  return (
    <Panel title="Files">
      {error && <ProblemNotice error={error} />}
      {data && data.rows.length > 0 && (
        <ul className={styles["files"]}>
          {data.rows.map((file) => (
            <FileLine key={file.id} contractId={contractId} file={file} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite ? (
        <DropPlace contractId={contractId} />
      ) : (
        data?.rows.length === 0 && <p className={styles["quiet"]}>There are none.</p>
      )}
    </Panel>
  );
}

function FileLine({ contractId, file, mayWrite }: { contractId: string; file: ContractFileRow; mayWrite: boolean }) {
  const params = { id: contractId, fileId: file.id };
  const removing = useWrite(removeContractFile, { stale: [listContractFiles] });
  const sharing = useWrite(shareContractFile, { stale: [listContractFiles] });
  const failed = removing.error ?? sharing.error;
  return (
    <li className={styles["file"]}>
      <div>
        <a href={addressOf(getContractFile.path, params)} download={file.name}>
          <bdi>{file.name}</bdi>
        </a>
        <p className={styles["quiet"]}>
          {sizeWords(file.bytes)}, {file.added.by}, <When at={file.added.at} as="relative" />
        </p>
        {mayWrite ? (
          <Checkbox
            size="xs"
            label="The customer sees it"
            checked={sharing.isPending ? sharing.variables.body.shared : file.shared}
            onChange={(event) => sharing.mutate({ params, body: { shared: event.currentTarget.checked } })}
          />
        ) : (
          file.shared && <p className={styles["quiet"]}>shared with the customer</p>
        )}
        {failed && <ProblemNotice error={failed} doing="writing" />}
      </div>
      {mayWrite && (
        <ActionIcon variant="subtle" aria-label={`Take away ${file.name}`} onClick={() => removing.mutate({ params })}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

function DropPlace({ contractId }: { contractId: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { sending, share, error, send, cancel } = useAttaching(contractId);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) send(file);
  };
  return (
    <div
      className={styles["drop"]}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {sending ? (
        <>
          <span role="status">Sending {sending.name}</span>
          <Progress value={Math.round(share * 100)} w="100%" aria-label="Sent" />
          <Button variant="default" size="xs" onClick={cancel}>
            Cancel
          </Button>
        </>
      ) : (
        <>
          <span>Drop a file here, up to 50 MB</span>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPaperclip size={14} aria-hidden />}
            onClick={() => input.current?.click()}
          >
            Choose a file
          </Button>
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) send(file);
        }}
      />
      {error !== null && <ProblemNotice error={error} doing="writing" />}
    </div>
  );
}
