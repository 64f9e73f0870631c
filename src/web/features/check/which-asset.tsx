import { useQuery } from "@tanstack/react-query";
import { listAssets } from "#api/register.ts";
import { read } from "#web/query/reads.ts";
import type { AnswerProps } from "./answer-props.ts";
import styles from "./next-steps.module.css";

/** As many as can be looked over; for the rest somebody types part of the serial. */
const SHOWN = 12;

/** The account's assets to choose from, where the answer depends on which one is meant. */
export function WhichAsset({ accountId, onAsk }: { accountId: string; onAsk: AnswerProps["onAsk"] }) {
  const { data } = useQuery(read(listAssets, { query: { accountId, status: "in_use", limit: SHOWN } }));
  return (
    <div>
      <h2 className={styles["title"]}>Which asset?</h2>
      <div className={styles["means"]} aria-busy={!data}>
        {data?.rows.map((asset) => (
          <button
            key={asset.id}
            type="button"
            className={styles["mean"]}
            onClick={() =>
              onAsk(asset.serial ? { name: "serial", value: asset.serial } : { name: "assetTag", value: asset.tag ?? "" })
            }
          >
            <span className={styles["serial"]}>{asset.serial ?? asset.tag}</span>
            <span>{[asset.productName, asset.siteName].filter(Boolean).join(" · ")}</span>
          </button>
        ))}
      </div>
      {data?.nextCursor && <p className={styles["more"]}>There are more: type part of a serial or tag above.</p>}
    </div>
  );
}
