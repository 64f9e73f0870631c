import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { getConfidence, verifyAssets, type AccountConfidence } from "#api/policy.ts";
import { getAsset } from "#api/register.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";
import { plural } from "#web/ui/format/words.ts";
import styles from "./confidence.module.css";

type Props = { readonly assets: AccountConfidence["unverified"]; readonly onClose: () => void };

/** Says of several assets that somebody has seen them and their serials. */
export function VerifyDialog({ assets, onClose }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const writing = useWrite(verifyAssets, { stale: [getConfidence, getAsset] });
  const all = chosen.length === assets.length;
  return (
    <ReasonDialog
      title="Seen, with their serials"
      label="Note"
      hint="How it was seen: on site, on a picture, by remote session"
      optional
      submit={chosen.length === 0 ? "Verify" : `Verify ${plural(chosen.length, "serial")}`}
      ready={chosen.length > 0}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={(note) => writing.mutate({ body: { assetIds: [...chosen], note } }, { onSuccess: onClose })}
    >
      <p>Tick what somebody has seen with their own eyes. It counts from today on.</p>
      <Checkbox
        label={`All ${assets.length} listed`}
        checked={all}
        indeterminate={!all && chosen.length > 0}
        onChange={() => setChosen(all ? [] : assets.map(({ assetId }) => assetId))}
      />
      <ul className={styles["choices"]}>
        {assets.map(({ assetId, serial, tag, productName }) => (
          <li key={assetId}>
            <Checkbox
              label={[serial ?? tag ?? "Asset", productName].filter(Boolean).join(" · ")}
              checked={chosen.includes(assetId)}
              onChange={(event) =>
                setChosen(event.currentTarget.checked ? [...chosen, assetId] : chosen.filter((each) => each !== assetId))
              }
            />
          </li>
        ))}
      </ul>
    </ReasonDialog>
  );
}
