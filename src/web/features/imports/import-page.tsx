import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { addressOf } from "#api/client.ts";
import { getImport, getImportFile, type ImportDetail } from "#api/imports.ts";
import { read } from "#web/query/reads.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { sizeWords } from "#web/ui/format/words.ts";
import { Page } from "#web/ui/page/page.tsx";
import { Columns } from "./columns.tsx";
import styles from "./import-page.module.css";
import { filesWords, importStatusNames, importStatusTones, isUnderWay } from "./kind-words.ts";
import { Result } from "./result.tsx";
import { RunProgress } from "./run-progress.tsx";
import { Steps } from "./steps.tsx";

const route = getRouteApi("/shell/imports/$id");

/** How often a running import is asked how far it is. */
const WATCH_MS = 700;

/** An import from its files to its report; the report stays at this address. */
export function ImportPage() {
  const { id } = route.useParams();
  const { step } = route.useSearch();
  const { data: detail } = useSuspenseQuery({
    ...read(getImport, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? WATCH_MS : false),
  });
  const shown = step === "result" && detail.report === null ? "columns" : (step ?? (hasEnded(detail) ? "result" : "columns"));
  return (
    <Page
      title={filesWords(detail.files)}
      kicker={<Link to="/imports">Imports</Link>}
      facts={
        <>
          <Badge tone={importStatusTones[detail.status]}>{importStatusNames[detail.status]}</Badge>
          <span>
            handed in by {detail.actorName}, <When at={detail.createdAt} />
          </span>
          {detail.finishedAt && (
            <span>
              done <When at={detail.finishedAt} as="relative" />
            </span>
          )}
        </>
      }
    >
      <Steps detail={detail} step={shown} />
      {isUnderWay(detail) ? (
        <RunProgress detail={detail} />
      ) : shown === "columns" ? (
        <Columns detail={detail} />
      ) : (
        <Result detail={detail} />
      )}
      <Files detail={detail} />
    </Page>
  );
}

/** Whether there is a report, or a reason why there is none. */
const hasEnded = (detail: ImportDetail): boolean => detail.report !== null || detail.problem !== null;

/** The files as they were handed in, to be fetched again. */
function Files({ detail }: { detail: ImportDetail }) {
  return (
    <section className={styles["files"]} aria-label="Files as handed in">
      <h2 className={styles["filesTitle"]}>As handed in</h2>
      <ul className={styles["fileList"]}>
        {detail.files.map((file) => (
          <li key={file.id}>
            <a href={addressOf(getImportFile.path, { id: detail.id, fileId: file.id })} download={file.name}>
              {file.name}
            </a>{" "}
            <span className={styles["size"]}>{sizeWords(file.bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
